"""Components in, three verdicts out: the Open Source AI Definition, the Model Openness Framework, the European index."""
