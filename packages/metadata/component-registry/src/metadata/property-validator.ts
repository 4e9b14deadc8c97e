import { type ComponentMetadata, readPropertyText } from '@plinth/component-contract';
import type { Violation } from '@plinth/foundation';
import { LRUCache } from 'lru-cache';
import { compileSchema, pointerStep, violationsOf } from './json-schema.ts';

type Validator = ReturnType<typeof compileSchema>;

/** Compiled schemas are the largest thing the registry makes of a component, so only those in use are kept. */
const mostCompiled = 500;

export interface PropertyValidator {
  /** What is wrong with the configuration of a component instance; paths are below it. */
  violations(signature: string, metadata: ComponentMetadata, properties: Readonly<Record<string, unknown>>): Violation[];
}

/**
 * Validates configurations against the schemas of components. An expression or template stands for a value that nobody
 * knows yet: it is accepted where the property may be bound and counts as present; everything else is validated as it is.
 */
export function propertyValidator(): PropertyValidator {
  const compiled = new LRUCache<string, Validator>({ max: mostCompiled });
  return {
    violations(signature, metadata, properties) {
      let validate = compiled.get(signature);
      if (validate === undefined) {
        validate = compileSchema(metadata.schema);
        compiled.set(signature, validate);
      }
      const { literals, bound, refused } = splitBindings(metadata, properties);
      const errors = validate(literals) ? [] : (validate.errors ?? []);
      const real = errors.filter(({ instancePath, keyword, params }) => {
        const aboutBound = instancePath === '' && (keyword === 'required' || keyword === 'dependentRequired');
        return !(aboutBound && bound.has(String(params.missingProperty)));
      });
      return [...refused, ...violationsOf(real)];
    },
  };
}

function splitBindings({ id, ui }: ComponentMetadata, properties: Readonly<Record<string, unknown>>) {
  const literals: Record<string, unknown> = {};
  const bound = new Set<string>();
  const refused: Violation[] = [];
  for (const [name, stored] of Object.entries(properties)) {
    const text = readPropertyText(stored);
    // A binding of a property that the component does not have is left for the schema to refuse by name.
    const known = ui === undefined || Object.hasOwn(ui.properties, name);
    if (text.kind === 'literal' || !known) {
      Object.defineProperty(literals, name, { value: text.kind === 'literal' ? text.value : stored, enumerable: true });
      continue;
    }
    bound.add(name);
    if (ui !== undefined && ui.properties[name]?.bindable !== true) {
      refused.push({
        path: `/${pointerStep(name)}`,
        message: `The property "${name}" of ${id} cannot be bound to an expression.`,
        hint: "Write a plain value; a leading ' makes any text one.",
      });
    }
  }
  return { literals, bound, refused };
}
