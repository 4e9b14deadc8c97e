import type { SayError } from './error-words.ts';
import type { ParameterNames } from './parameter-names.ts';
import { type ErrorDefinition, type ErrorOptions, type ErrorParameters, PlinthError } from './plinth-error.ts';

type Parameters<Definition extends ErrorDefinition> = ParameterNames<Definition['message'] | Definition['hint']>;

/** Makes one kind of error: its parameters first, if its texts name any, then cause, details and retry time. */
export type ErrorFactory<Definition extends ErrorDefinition> = [Parameters<Definition>] extends [never]
  ? (parameters?: Record<string, never>, options?: ErrorOptions) => PlinthError
  : (parameters: Record<Parameters<Definition>, string | number>, options?: ErrorOptions) => PlinthError;

export interface RegisteredError extends ErrorDefinition {
  readonly code: string;
}

let say: SayError | null = null;

/**
 * From now on errors are made in the language that `said` says them in; in English again where it is null. Only for a program that
 * speaks to one person, as a page in a browser does: a server says each answer in the language of its reader.
 */
export function speakErrors(said: SayError | null): void {
  say = said;
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
    factories[name] = (parameters: ErrorParameters = {}, options?: ErrorOptions) =>
      new PlinthError(code, definition, parameters, options, say?.(code, parameters));
  }
  return factories as { readonly [Name in keyof Definitions]: ErrorFactory<Definitions[Name]> };
}

/** The error of a code; undefined where no package loaded so far has it. */
export function registeredError(code: string): RegisteredError | undefined {
  return registered.get(code);
}

/** Every error of the packages loaded so far, by code; the source of `docs/errors.md`. */
export function listErrors(): RegisteredError[] {
  return [...registered.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
