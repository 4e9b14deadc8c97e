import { type DefinitionViolation, nameForPeople, violationOf } from '@plinth/app-definition';
import { isUserValue } from '../access/user-values.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';

const named = new Set(['email', 'text']);
const unreadable = new Set(['file', 'json', 'longText']);

/** What is wrong with what entities say about the people who use the application. */
export function checkUser(model: ApplicationModel): DefinitionViolation[] {
  const own = [...model.entities.values()].filter(({ definitionKey }) => definitionKey === model.key);
  const people = own.filter(({ record }) => record.userBy !== undefined);
  const [first, ...others] = people;
  return [
    ...others.map(({ record }) =>
      violationOf(
        record,
        'duplicate',
        ['userBy'],
        `${nameForPeople(first?.record ?? record)} is who signs in already`,
        'Remove one of them.',
      ),
    ),
    ...own.flatMap((entity) => checkFields(entity)),
  ];
}

function checkFields({ record, fields }: EntityModel): DefinitionViolation[] {
  if (record.userBy === undefined)
    return record.userFields === undefined
      ? []
      : [violationOf(record, 'schema', ['userFields'], 'means nothing without userBy:', 'Name the field with the e-mail address.')];
  const by = fields.find((field) => field.record.id === record.userBy);
  const wrongBy =
    by === undefined
      ? []
      : [
          ...(named.has(by.record.type)
            ? []
            : [violationOf(record, 'schema', ['userBy'], `${by.key} is no e-mail address`, 'Name a field of type email.')]),
          // Two records of one person would be two answers to what the person may do.
          ...(by.record.unique ? [] : [violationOf(record, 'schema', ['userBy'], `${by.key} is not unique`, `Make it unique: true.`)]),
        ];
  return [
    ...wrongBy,
    ...(record.userFields ?? []).flatMap((id, at) => {
      const field = fields.find((each) => each.record.id === id);
      if (field === undefined) return [];
      const steps = ['userFields', at];
      if (isUserValue(field.key))
        return [violationOf(record, 'duplicate', steps, `user.${field.key} is the person's own already`, 'Give the field another key.')];
      return unreadable.has(field.record.type)
        ? [violationOf(record, 'schema', steps, `${field.key} is of type ${field.record.type}, which rules do not read`, 'Leave it out.')]
        : [];
    }),
  ];
}
