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
  damagedKey: {
    status: 500,
    cause: 'outside',
    message: 'The master keys in {file} cannot be read.',
    hint: 'Restore the file from a backup; without it stored secrets are lost.',
  },
});
