/** What a page needs of the language: it reads and checks texts, and evaluates them as closures and templates over JSON. */
export {
  compile,
  compileClosure,
  compileTemplate,
  contextType,
  expressionErrors,
  fromJson,
  listOf,
  parseType,
  scopeOf,
  toJson,
  types,
} from '@plinth/expression';
