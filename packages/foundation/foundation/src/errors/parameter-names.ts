/** The names that stand in the braces of a text; what has a space in it is no name. */
export type ParameterNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string} ${string}` ? never : Name) | ParameterNames<Rest>
  : never;
