import { type ErrorDefinition, type ErrorOptions, PlinthError } from './plinth-error.ts';

type ParameterNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ParameterNames<Rest> : never;

type Parameters<Definition extends ErrorDefinition> = ParameterNames<Definition['message'] | Definition['hint']>;

/** Makes one kind of error: its parameters first, if its texts name any, then cause, details and retry time. */
export type ErrorFactory<Definition extends ErrorDefinition> = [Parameters<Definition>] extends [never]
  ? (parameters?: Record<string, never>, options?: ErrorOptions) => PlinthError
  : (parameters: Record<Parameters<Definition>, string | number>, options?: ErrorOptions) => PlinthError;

export interface RegisteredError extends ErrorDefinition {
  readonly code: string;
}

const registered = new Map<string, RegisteredError>();

/**
 * Enters a package's errors in the one registry and returns their factories.
 * Codes are `<area>.<kebab-case name>`; a code that exists already is a defect and throws at load.
 */
export function defineErrors<const Definitions extends Record<string, ErrorDefinition>>(
  area: string,
  definitions: Definitions,
): { readonly [Name in keyof Definitions]: ErrorFactory<Definitions[Name]> } {
  const factories: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    const code = `${area}.${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (registered.has(code)) throw new Error(`The error code ${code} is defined twice.`);
    registered.set(code, { code, ...definition });
    factories[name] = (parameters: Record<string, string | number> = {}, options?: ErrorOptions) =>
      new PlinthError(code, definition, parameters, options);
  }
  return factories as { readonly [Name in keyof Definitions]: ErrorFactory<Definitions[Name]> };
}

/** Every error of the packages loaded so far, by code; the source of `docs/errors.md`. */
export function listErrors(): RegisteredError[] {
  return [...registered.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
