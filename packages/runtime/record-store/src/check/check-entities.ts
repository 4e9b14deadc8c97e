import { type DefinitionViolation, nameForPeople, violationOf } from '@plinth/app-definition';
import { foundBy } from '@plinth/definition-expressions';
import { compile, conforms, type FeelType, listOf, types } from '@plinth/expression';
import { nearestName } from '@plinth/foundation';
import { fieldType } from '../expressions/entity-types.ts';
import { asksDecision, ruleScope } from '../expressions/rule-compiler.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { checkUser } from './check-user.ts';

/** What is wrong with the rules of entities: defaults, computed values and validations, and titles, which the database computes. */
export function checkEntities(model: ApplicationModel): DefinitionViolation[] {
  const rules = ownEntities(model).flatMap((entity) => [
    ...checkTitle(model, entity),
    ...entity.fields.flatMap((field) => checkField(model, entity, field)),
    ...checkComputed(model, entity),
  ]);
  return [...checkUser(model), ...rules];
}

/** What is wrong with row rules. */
export function checkPermissions(model: ApplicationModel): DefinitionViolation[] {
  return model.permissions.flatMap((permission) => {
    const entity = model.entities.get(permission.entity);
    const { rowRule } = permission;
    if (rowRule === undefined || entity === undefined) return [];
    return foundBy(permission, ['rowRule'], rowRule, () => everything(model, entity).rule(rowRule));
  });
}

/** What is wrong with the fields that imports fill. Their expressions name columns, which only a file has, so of them only unknown functions are found. */
export function checkImports(model: ApplicationModel): DefinitionViolation[] {
  return [...model.imports.values()].flatMap((record) => {
    const entity = model.entities.get(record.entity);
    if (entity === undefined) return [];
    const unknown = (steps: readonly string[], key: string, of: EntityModel) =>
      of.fieldsByKey.has(key) ? [] : [noField(record, steps, key, of)];
    return [
      ...Object.entries(record.fields).flatMap(([key, text]) => [
        ...unknown(['fields', key], key, entity),
        ...checkFillable(record, key, entity),
        ...foundBy(record, ['fields', key], text, () => compile(text), ['unknown-function']),
      ]),
      ...Object.entries(record.lookups).flatMap(([key, by]) => {
        const target = model.entities.get(entity.fieldsByKey.get(key)?.target ?? '');
        if (entity.fieldsByKey.has(key) && target === undefined)
          return [violationOf(record, 'reference', ['lookups', key], `${key} is no reference`, 'Only references are looked up.')];
        return target === undefined ? unknown(['lookups', key], key, entity) : unknown(['lookups', key], by, target);
      }),
      ...record.matchBy.flatMap((key, at) =>
        Object.hasOwn(record.fields, key)
          ? []
          : [
              violationOf(
                record,
                'reference',
                ['matchBy', at],
                `${key} is not filled by this import`,
                'Fill it, or match by another field.',
              ),
            ],
      ),
    ];
  });
}

function checkFillable(record: { readonly id: string }, key: string, entity: EntityModel): DefinitionViolation[] {
  const field = entity.fieldsByKey.get(key);
  if (field === undefined || (field.record.type !== 'file' && field.record.computed === undefined)) return [];
  return [violationOf(record, 'reference', ['fields', key], `${key} cannot be filled from text`, 'Leave it out.')];
}

function noField(
  record: { readonly id: string },
  steps: readonly (string | number)[],
  key: string,
  entity: EntityModel,
): DefinitionViolation {
  const nearest = nearestName(key, entity.fieldsByKey.keys());
  const hint = nearest === null ? `Its fields are ${[...entity.fieldsByKey.keys()].join(', ')}.` : `Did you mean ${nearest}?`;
  return violationOf(record, 'reference', steps, `${entity.key} has no field ${key}`, hint);
}

/** A view for which nothing is hidden, whose statement nobody runs. */
export function everything(model: ApplicationModel, entity: EntityModel): EntityView {
  return new EntityView(model, entity, 't', new Parameters(), null);
}

function ownEntities(model: ApplicationModel): EntityModel[] {
  return [...model.entities.values()].filter(({ definitionKey }) => definitionKey === model.key);
}

function checkTitle(model: ApplicationModel, entity: EntityModel): DefinitionViolation[] {
  const { title } = entity.record;
  return title === undefined ? [] : foundBy(entity.record, ['title'], title, () => everything(model, entity).expression(title));
}

function checkField(model: ApplicationModel, entity: EntityModel, { record, ...field }: FieldModel): DefinitionViolation[] {
  const check = (steps: readonly (string | number)[], text: string | undefined, expects: FeelType) =>
    text === undefined ? [] : foundBy(record, steps, text, () => compile(text, { scope: ruleScope(model, entity, text), expects }));
  // A reference is given by its id, a file by nothing that an expression could make.
  const given = field.target === null ? fieldType({ ...field, record }) : types.any;
  return [
    ...check(['default'], record.default, given),
    ...checkDefault(entity, record),
    ...check(['computed'], record.computed, given),
    ...(record.validations ?? []).flatMap((validation, at) =>
      'rule' in validation
        ? check(['validations', at, 'rule'], validation.rule, types.boolean)
        : checkMessages(model, entity, record, at, validation.messages),
    ),
  ];
}

/** A form begins with its defaults before the server is asked for anything. */
function checkDefault(entity: EntityModel, record: FieldModel['record']): DefinitionViolation[] {
  if (record.default === undefined || !asksDecision(entity, record.default)) return [];
  return [violationOf(record, 'expression', ['default'], 'asks a decision', 'Decide it with computed:, which keeps what decided.')];
}

/** What a rule says itself is a text or a list of texts. */
function checkMessages(
  model: ApplicationModel,
  entity: EntityModel,
  record: FieldModel['record'],
  at: number,
  text: string,
): DefinitionViolation[] {
  const steps = ['validations', at, 'messages'];
  return foundBy(record, steps, text, () => {
    const { type } = compile(text, { scope: ruleScope(model, entity, text) });
    if (!conforms(type, types.string)) compile(text, { scope: ruleScope(model, entity, text), expects: listOf(types.string) });
  });
}

/** Computed fields that read each other in a circle have no value. */
function checkComputed(model: ApplicationModel, entity: EntityModel): DefinitionViolation[] {
  const reads = new Map(
    entity.fields.flatMap(({ key, record }) => {
      if (record.computed === undefined) return [];
      const words = new Set<string>();
      // What does not compile was reported.
      const found = foundBy(record, [], record.computed, () => {
        const text = record.computed ?? '';
        for (const [name = ''] of compile(text, { scope: ruleScope(model, entity, text) }).dependencies) words.add(name);
      });
      return found.length > 0 ? [] : [[key, words] as const];
    }),
  );
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    [...(reads.get(from) ?? [])].some((key) => key === wanted || (!seen.has(key) && reads.has(key) && reaches(key, wanted, seen.add(key))));
  return entity.fields
    .filter(({ key }) => reads.has(key) && reaches(key, key, new Set([key])))
    .map(({ record }) =>
      violationOf(record, 'cycle', ['computed'], `${nameForPeople(record)} is computed from itself`, 'Break the circle.'),
    );
}
