package io.stillwatch.pid;

/**
 * The information that a teacher T and a student S carry about a label Y, split. All in nats.
 *
 * @param redundancy Red(Y:T,S), what both know: the distilled knowledge
 * @param distillationGap Uni(Y:T\S), what is left to distil
 * @param studentUnique Uni(Y:S\T), what only the student knows
 * @param synergy Syn(Y:T,S), what only both together tell
 * @param teacherInformation I(Y;T)
 * @param studentInformation I(Y;S)
 * @param jointInformation I(Y;T,S)
 * @param copying I(T;S)
 * @param nuisanceCopying I(T;S|Y)
 * @param labelEntropy H(Y)
 */
public record Decomposition(
    double redundancy,
    double distillationGap,
    double studentUnique,
    double synergy,
    double teacherInformation,
    double studentInformation,
    double jointInformation,
    double copying,
    double nuisanceCopying,
    double labelEntropy) {}
