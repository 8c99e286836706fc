"""What a new cohort starts with, in our own words; every admin may change it afterwards."""
