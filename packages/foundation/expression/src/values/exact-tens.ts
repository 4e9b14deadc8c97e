/** The powers of ten that a double holds exactly, by their exponent. */
export const tens: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** The largest exponent of them. */
export const exactTens = tens.length - 1;
