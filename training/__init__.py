"""Training the decision of the body: data, labels, folds by site, fitting, and the report."""
