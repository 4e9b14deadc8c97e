export type { Resolution, TypedExpression } from './analysis/typed-expression.ts';
export type { Builtin, BuiltinParameter } from './builtins/builtin.ts';
export { builtins } from './builtins/index.ts';
export { sum as sumOf } from './builtins/lists.ts';
export { type Closure, compileClosure } from './closures/compile-closure.ts';
export type { EvaluationOptions, NullReason, Scope, StepCount } from './closures/frame.ts';
export { type CompileOptions, compile, evaluate, namesOf, scopeOf } from './compile.ts';
export { type Condition, conditionsOf, partOf } from './conditions.ts';
export { type Diagnostic, positionOf } from './diagnostic.ts';
export { type CursorPlace, cursorPlace } from './editing/cursor-place.ts';
export { membersOf } from './editing/members.ts';
export { entriesOf, type WrittenName, writtenNames } from './editing/written-names.ts';
export { type TokenKind, type WrittenToken, writtenTokens } from './editing/written-tokens.ts';
export { expressionErrors } from './errors.ts';
export { fromJson, toJson } from './json.ts';
export { javascriptPatternOf, type Pattern } from './patterns/pattern.ts';
export { renamePath } from './rename-path.ts';
export { aliases as spreadsheetAliases } from './spreadsheet/aliases.ts';
export type { TextEdit } from './spreadsheet/edits.ts';
export { fromSpreadsheet, type SpreadsheetFormula } from './spreadsheet/from-spreadsheet.ts';
export { compileSql, type NullMeaning, type SqlTarget } from './sql/compile-sql.ts';
export { postgresWords, type SqlWords } from './sql/sql-words.ts';
export type { Node } from './syntax/ast.ts';
export { keywords } from './syntax/scanner.ts';
export { compileTemplate, expressionsIn, type Template, type TemplateOptions } from './template.ts';
export {
  type ContextType,
  conforms,
  contextType,
  type FeelType,
  type FunctionType,
  listOf,
  type NameMeaning,
  printType,
  types,
} from './types/feel-type.ts';
export { type NamedTypes, parseType } from './types/parse-type.ts';
export { compileTypescript, type TypescriptModule } from './typescript/compile-typescript.ts';
export { compareValues, equalValues, isNumber } from './values/comparison.ts';
export { Decimal, type FeelNumber, fromDouble, parseNumber, printNumber, toDouble } from './values/decimal.ts';
export { coerce, isInstance } from './values/instance.ts';
export { printValue } from './values/print.ts';
export { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './values/temporal.ts';
export { typeOfValue } from './values/type-of-value.ts';
export { type FeelContext, FeelFunction, FeelRange, type FeelValue, isContext } from './values/value.ts';
