"""Training of the models that decide the body: data, labels, folds by site, fitting, and the report."""
