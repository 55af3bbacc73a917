package io.stillwatch.cli;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.Measurement;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.table.TableShape;
import java.util.Locale;

/** A measurement as a table for people. Numbers have as many digits as are worth comparing. */
final class MeasurementTable {
  private final StringBuilder text = new StringBuilder();

  private MeasurementTable() {}

  /** The table, without a line break at its end. */
  static String of(Measurement measurement, TableShape shape) {
    MeasurementTable table = new MeasurementTable();
    table.head(measurement, shape);
    table.atoms(measurement);
    table.informations(measurement);
    table.foot(measurement);
    return table.text.toString();
  }

  private void head(Measurement measurement, TableShape shape) {
    line(
        "%s: %s samples, %d labels, %d x %d codes",
        measurement.id().pair(),
        number(measurement.span().samples()),
        shape.labels(),
        shape.teacherStates(),
        shape.studentStates());
    line("%-22s %9s  %-17s %11s", "in nats", "corrected", "95 % interval", "plug-in");
  }

  private void atoms(Measurement measurement) {
    Estimates estimates = measurement.estimates();
    Decomposition plugin = estimates.plugin();
    row("redundancy", estimates.redundancy(), plugin.redundancy());
    row("distillation gap", estimates.distillationGap(), plugin.distillationGap());
    row("student unique", estimates.studentUnique(), plugin.studentUnique());
    joint(measurement, "synergy", estimates.corrected().synergy(), plugin.synergy());
  }

  private void informations(Measurement measurement) {
    Estimates estimates = measurement.estimates();
    Decomposition corrected = estimates.corrected();
    Decomposition plugin = estimates.plugin();
    row("I(Y;T) teacher", estimates.teacherInformation(), plugin.teacherInformation());
    row("I(Y;S) student", estimates.studentInformation(), plugin.studentInformation());
    joint(measurement, "I(Y;T,S) both", corrected.jointInformation(), plugin.jointInformation());
    row("I(T;S) copying", corrected.copying(), plugin.copying());
    joint(measurement, "I(T;S|Y) nuisance", corrected.nuisanceCopying(), plugin.nuisanceCopying());
    row("H(Y) labels", corrected.labelEntropy(), plugin.labelEntropy());
  }

  private void foot(Measurement measurement) {
    measurement
        .estimates()
        .distilledRatio()
        .ifPresent(
            ratio ->
                line(
                    "%-22s %7.0f %%  %.0f to %.0f %%",
                    "distilled ratio",
                    100 * ratio.value(),
                    100 * ratio.lower(),
                    100 * ratio.upper()));
    text.append("%-22s %9s".formatted("verdict", measurement.verdict().word().replace('_', ' ')));
  }

  private void row(String name, Estimate estimate, double plugin) {
    String interval =
        String.format(Locale.ROOT, "%.4f to %.4f", estimate.lower(), estimate.upper());
    line("%-22s %9.4f  %-17s %11.8f", name, estimate.value(), interval, plugin);
  }

  private void row(String name, double corrected, double plugin) {
    line("%-22s %9.4f  %-17s %11.8f", name, corrected, "", plugin);
  }

  /** What rests on the whole table is not estimable from few rows a cell. */
  private void joint(Measurement measurement, String name, double corrected, double plugin) {
    if (measurement.span().jointTermsEstimable()) {
      row(name, corrected, plugin);
    } else {
      line("%-22s %9s  %-17s %11.8f", name, "-", "too few rows", plugin);
    }
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String number(double samples) {
    return samples == Math.rint(samples)
        ? Long.toString((long) samples)
        : String.format(Locale.ROOT, "%.2f", samples);
  }
}
