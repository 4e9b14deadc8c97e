import '@plinth/app-definition/field-phrases';
import { definePhrases } from '@plinth/foundation';

/** What is wrong with a record or a value of it beyond what its field says, as the end of a sentence that begins with its name. */
export const recordPhrases = definePhrases('record', {
  required: 'is required',
  taken: 'is taken by another record',
  severalHave: 'is what several records have',
  refersToNothing: 'refers to nothing that exists',
  leadsToNothing: 'a link leads to nothing that exists',
  ruleOfField: 'does not keep to the rule of its field',
  ruleOfColumn: 'does not keep to the rule of its column',
  outOfRange: 'a value is out of range',
  computed: 'is computed and cannot be written',
  notComputable: 'cannot be computed',
  notJudged: 'cannot be judged',
  identity: 'is what the record is known by and stays',
  noColumn: 'has no column there any longer',
  givenThere: 'is given by the other database',
  noValueOfColumn: 'is no value of its column, which is {type}',
  otherSide: 'is written on the other side',
  changeReference: 'Change the reference of {target}.',
  links: 'must be a list of at most {most} ids, or { add, remove } with such lists',
  notThere: 'there is no such record',
  twice: 'stands more than once',
});
