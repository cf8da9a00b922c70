"""Labels to people: tables of participants, roles, joins that a person confirms, attributes, deprivation."""
