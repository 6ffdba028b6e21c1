"""The sample book: about sixty logos over four years, dated around the day it is opened."""
