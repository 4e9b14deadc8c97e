export { entityForm } from './entities/entity-form.ts';
export { nameFields } from './entities/name-fields.ts';
export type { CompositePlan, FieldForm, PlannedEntity, PlannedField, PlannedRelation } from './entities/planned-entity.ts';
export { reservedFieldKeys } from './entities/reserved-keys.ts';
export { feelText, isPlainText } from './names/feel-text.ts';
export { optionOf } from './names/option.ts';
export { renaming, UniqueKeys } from './names/unique-keys.ts';
export { inNumber, keyOfName, labelOfWords, wordsOf } from './names/words.ts';
export { entityPages } from './pages/entity-pages.ts';
