package io.stillwatch.snapshot;

/**
 * A sample as three small integers.
 *
 * @param label index of its label
 * @param teacher the teacher's code
 * @param student the student's code
 */
record CodedRow(int label, int teacher, int student) {}
