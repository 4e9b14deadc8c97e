import { defineErrors } from '@plinth/foundation';

export const secretsErrors = defineErrors('secrets', {
  unreadable: {
    status: 500,
    cause: 'outside',
    message: 'A stored secret cannot be read: it was changed, or belongs to another tenant or name.',
    hint: 'Enter the secret again.',
  },
  unknownKey: {
    status: 500,
    cause: 'caller',
    message: 'A stored secret was sealed with the master key {key}, which is not here.',
    hint: 'Restore the file of master keys that belongs to this database, or enter the secret again.',
  },
  exposedKey: {
    status: 500,
    cause: 'caller',
    message: 'Others may read the master keys in {file}.',
    hint: 'Run: chmod 600 {file}',
  },
  unreachableKey: {
    status: 500,
    cause: 'caller',
    message: 'The master keys can neither be read from nor kept in {file}.',
    hint: 'Let the server read and write there, or give it the keys by PLINTH_MASTER_KEYS.',
  },
  malformedKeys: {
    status: 500,
    cause: 'caller',
    message: 'The master keys are not written as id:key, separated by commas.',
    hint: 'Write the current key first, each with an id of its own and 32 random bytes in base64: openssl rand -base64 32.',
  },
  damagedKey: {
    status: 500,
    cause: 'outside',
    message: 'The master keys in {file} cannot be read.',
    hint: 'Restore the file from a backup; without it stored secrets are lost.',
  },
});
