import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { conforms, type FeelType, printType } from '@plinth/expression';
import { validityFindings } from '@plinth/rule-processor';
import type { CompiledVersion } from '../ask/compile-version.ts';
import { validityOf } from '../ask/day.ts';

/** Versions of a decision must take the same inputs, give the same type, and hold at different times. */
export function checkVersions(own: CompiledVersion, others: readonly CompiledVersion[]): DefinitionViolation[] {
  const all = [own, ...others];
  const { overlaps } = validityFindings(all.map((version) => ({ version, ...validityOf(version.record) })));
  return others.flatMap((version) => {
    const { record } = version;
    if (own.record.versionOf !== undefined)
      return [
        violationOf(record, 'reference', ['versionOf'], `${own.record.key} is a version itself`, 'Name the decision that people ask for.'),
      ];
    const met = overlaps
      .map(({ versions }) => versions.map((each) => each.version))
      .filter((together) => together.includes(version))
      .map((together) => together[0])
      .find((first) => first !== undefined && first !== version);
    return [
      ...(met === undefined
        ? []
        : [
            violationOf(
              record,
              'schema',
              ['validFrom'],
              `counts on days on which ${met.record.key} counts too`,
              'Let one end where the other begins.',
            ),
          ]),
      ...differingInputs(own, version),
      ...differingResult(own, version),
    ];
  });
}

function differingInputs(own: CompiledVersion, version: CompiledVersion): DefinitionViolation[] {
  const inputs = ({ inputs, types }: CompiledVersion): Record<string, FeelType> =>
    Object.fromEntries(inputs.map(({ name }) => [name, types.of(name)]));
  const [before, now] = [inputs(own), inputs(version)];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) => {
    const [a, b] = [before[name], now[name]];
    if (a !== undefined && b !== undefined && conforms(a, b) && conforms(b, a)) return [];
    const says = (type: FeelType | undefined) => (type === undefined ? 'is missing' : `is ${printType(type)}`);
    return [violationOf(version.record, 'schema', ['inputs'], `${name} ${says(b)} here and ${says(a)} in ${own.record.key}`)];
  });
}

function differingResult(own: CompiledVersion, version: CompiledVersion): DefinitionViolation[] {
  const [a, b] = [own.types.of(own.answer), version.types.of(version.answer)];
  if (conforms(b, a)) return [];
  return [
    violationOf(
      version.record as RecordOf<'decision'>,
      'schema',
      ['answer'],
      `gives ${printType(b)} where ${own.record.key} gives ${printType(a)}`,
    ),
  ];
}
