import type { ComponentMetadata } from '@plinth/component-contract';
import { forbiddenPropertyNames, isJsonObject, type Violation } from '@plinth/foundation';
import semver from 'semver';
import { compileSchema, pointerStep, schemaViolations, violationsBy } from './json-schema.ts';
import { metadataSchema } from './metadata-schema.ts';

const largestBytes = 512 * 1024;
const deepest = 64;

const validate = compileSchema(metadataSchema);

/** Everything that is wrong with a component's metadata; empty where it may be published. */
export function metadataViolations(metadata: unknown): Violation[] {
  const unsafe = unsafeViolation(metadata);
  if (unsafe !== null) return [unsafe];
  const byShape = violationsBy(validate, metadata);
  if (byShape.length > 0) return byShape;
  const valid = metadata as ComponentMetadata;
  return [
    ...versionViolations(valid),
    ...schemaViolations(valid.schema).map((violation) => ({ ...violation, path: `/schema${violation.path}` })),
    ...contractViolations(valid),
  ];
}

function versionViolations({ id, type, version, dependencies, compatibility }: ComponentMetadata): Violation[] {
  const violations: Violation[] = [];
  if (!id.startsWith(`${type}.`))
    violations.push({ path: '/id', message: `A component of type ${type} has an id that starts with "${type}.".` });
  if (!isExactVersion(version)) {
    violations.push({ path: '/version', message: `"${version}" is no semantic version.`, hint: 'Write it like 1.4.0 or 2.0.0-beta.1.' });
  }
  const ranges: [string, string][] = Object.entries(dependencies).map(([on, range]) => [`/dependencies/${pointerStep(on)}`, range]);
  for (const [path, range] of [...ranges, ['/compatibility/platform', compatibility.platform] as const]) {
    if (semver.validRange(range) === null) {
      violations.push({ path, message: `"${range}" is no version range.`, hint: 'Write it like ^1.2.0 or >=1.0.0 <3.0.0.' });
    }
  }
  if (Object.hasOwn(dependencies, id))
    violations.push({ path: `/dependencies/${pointerStep(id)}`, message: 'A component cannot depend on itself.' });
  return violations;
}

/** semver reads `v1.0.0` and spaces around, too; what is published is written the one way. */
function isExactVersion(text: string): boolean {
  const parsed = semver.parse(text);
  return parsed !== null && text === [parsed.version, ...(parsed.build.length > 0 ? [parsed.build.join('.')] : [])].join('+');
}

function contractViolations({ type, schema, ui }: ComponentMetadata): Violation[] {
  if (type !== 'ui') return ui === undefined ? [] : [{ path: '/ui', message: `A component of type ${type} has no UI contract.` }];
  if (ui === undefined) return [{ path: '/ui', message: 'A UI component needs its UI contract.' }];
  const declared = isJsonObject(schema.properties) ? schema.properties : {};
  return Object.keys(ui.properties)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => ({
      path: `/ui/properties/${pointerStep(name)}`,
      message: `The property "${name}" has no schema.`,
      hint: `Add it to /schema/properties/${pointerStep(name)}.`,
    }));
}

/** What must not reach a validator at all: no plain JSON, too large, too deep, or reaching for prototypes. */
function unsafeViolation(metadata: unknown): Violation | null {
  const structural = structureViolation(metadata, '', 0);
  if (structural !== null) return structural;
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  return bytes <= largestBytes ? null : { path: '', message: `Metadata of ${bytes} bytes is too large; ${largestBytes} is the limit.` };
}

function structureViolation(value: unknown, path: string, depth: number): Violation | null {
  if (depth > deepest) return { path, message: `Nothing may be nested deeper than ${deepest} levels.` };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : { path, message: `${value} is no JSON number.` };
  if (!Array.isArray(value) && !isJsonObject(value)) return { path, message: 'Must be plain JSON.' };
  for (const [name, part] of Object.entries(value)) {
    const partPath = `${path}/${pointerStep(name)}`;
    if (forbiddenPropertyNames.has(name)) return { path: partPath, message: `The name "${name}" is not allowed.` };
    const violation = structureViolation(part, partPath, depth + 1);
    if (violation !== null) return violation;
  }
  return null;
}
