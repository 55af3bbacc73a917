package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;

/**
 * Two classifiers of equal accuracy on uniform labels. The teacher answers the label with the given
 * accuracy, else one of the other classes, all alike. The student copies the teacher's code with
 * one probability, gives a code of the label itself with another, and else answers on its own, as
 * noisily as the teacher.
 *
 * <p>Where a side has more codes than classes, those of a class are its number modulo the classes,
 * and one is drawn at random each time; where it has fewer, the classes of one number modulo the
 * codes share a code. Sides of unequal numbers of codes copy the answer instead of the code.
 *
 * @param accuracy of both, 0 to 1
 * @param copyTeacher the probability that the student copies the teacher
 * @param copyLabel the probability that it copies the label; the two sum to at most 1
 */
record NoisyClassifiers(double accuracy, double copyTeacher, double copyLabel) implements Model {

  @Override
  public JointDistribution exact(TableShape shape, long seed) {
    double[][] teacherCodes = codes(shape.labels(), shape.teacherStates());
    double[][] studentCodes = codes(shape.labels(), shape.studentStates());
    double[] cells = new double[shape.cells()];
    for (int label = 0; label < shape.labels(); label++) {
      double[] teacher = noisy(label, teacherCodes);
      double[] student = noisy(label, studentCodes);
      for (int s = 0; s < student.length; s++) {
        student[s] =
            (1 - copyTeacher - copyLabel) * student[s] + copyLabel * studentCodes[label][s];
      }
      for (int t = 0; t < teacher.length; t++) {
        for (int s = 0; s < student.length; s++) {
          cells[shape.index(label, t, s)] = teacher[t] * student[s] / shape.labels();
        }
      }
      addCopies(shape, label, teacherCodes, studentCodes, cells);
    }
    return JointDistribution.ofProbabilities(shape, cells);
  }

  private void addCopies(
      TableShape shape,
      int label,
      double[][] teacherCodes,
      double[][] studentCodes,
      double[] cells) {
    boolean sameCodes = shape.teacherStates() == shape.studentStates();
    for (int answer = 0; answer < shape.labels(); answer++) {
      double weight = copyTeacher * answerProbability(label, answer, shape.labels());
      for (int t = answer % shape.teacherStates(); t < shape.teacherStates(); t += shape.labels()) {
        double mass = weight * teacherCodes[answer][t] / shape.labels();
        if (sameCodes) {
          cells[shape.index(label, t, t)] += mass;
          continue;
        }
        for (int s = 0; s < shape.studentStates(); s++) {
          cells[shape.index(label, t, s)] += mass * studentCodes[answer][s];
        }
      }
    }
  }

  /** The codes of a noisy answer, with their probabilities. */
  private double[] noisy(int label, double[][] codes) {
    double[] probabilities = new double[codes[label].length];
    for (int answer = 0; answer < codes.length; answer++) {
      double weight = answerProbability(label, answer, codes.length);
      for (int code = 0; code < probabilities.length; code++) {
        probabilities[code] += weight * codes[answer][code];
      }
    }
    return probabilities;
  }

  private double answerProbability(int label, int answer, int classes) {
    return answer == label ? accuracy : (1 - accuracy) / (classes - 1);
  }

  /** The probability of every code given the answer. */
  private static double[][] codes(int classes, int states) {
    double[][] codes = new double[classes][states];
    for (int answer = 0; answer < classes; answer++) {
      int first = answer % states;
      int shared = (states - 1 - first) / classes + 1;
      for (int code = first; code < states; code += classes) {
        codes[answer][code] = 1.0 / shared;
      }
    }
    return codes;
  }

  @Override
  public String toString() {
    return "classifiers " + Text.plain(accuracy);
  }
}
