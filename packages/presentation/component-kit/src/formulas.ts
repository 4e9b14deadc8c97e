/** A value of the expression language. Texts and booleans are themselves, null is no value; the rest only the language looks into. */
export type FormulaValue = unknown;

/** A formula that was understood. */
export interface CompiledFormula {
  /** The value, and where that is null the reason, if there is one to tell. Throws an error made for people where it takes too many steps. */
  evaluate(read: (name: string) => FormulaValue): { readonly value: FormulaValue; readonly reason: string | null };
}

/** The expression language for what people write into components: formulas over names that the component knows. */
export interface FormulaLanguage {
  /** Compiles a text over names, each of one value or of a list of values. Throws an error made for people. */
  compile(text: string, names: Readonly<Record<string, 'value' | 'list'>>): CompiledFormula;
  /** The exact number that decimal text holds. */
  number(text: string): FormulaValue;
  /** As JSON carries it: numbers beyond doubles, dates and durations as text. */
  toJson(value: FormulaValue): unknown;
}
