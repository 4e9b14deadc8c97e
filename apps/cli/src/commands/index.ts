import type { CommandLoaders } from '../command.ts';

/** Every command, in the order of the help; each is loaded when it is called, so that none waits for what others need. */
export const commands: CommandLoaders = {
  connect: async () => (await import('./connect.ts')).connect,
  init: async () => (await import('./init.ts')).init,
  introspect: async () => (await import('./introspect.ts')).introspect,
  validate: async () => (await import('./validate.ts')).validate,
  plan: async () => (await import('./plan.ts')).plan,
  push: async () => (await import('./push.ts')).push,
  pull: async () => (await import('./pull.ts')).pull,
  merge: async () => (await import('./merge.ts')).merge,
  git: async () => (await import('./git-setup.ts')).gitCommand,
  publish: async () => (await import('./publish.ts')).publish,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  open: async () => (await import('./open.ts')).open,
  expression: async () => (await import('./expression.ts')).expression,
  decision: async () => (await import('./decision.ts')).decision,
  process: async () => (await import('./process.ts')).process,
  copybook: async () => (await import('./copybook.ts')).copybook,
  function: async () => (await import('./function.ts')).functionCommand,
  users: async () => (await import('./users.ts')).users,
  connection: async () => (await import('./connection.ts')).connection,
  connector: async () => (await import('./connector.ts')).connector,
  trigger: async () => (await import('./trigger.ts')).trigger,
  config: async () => (await import('./config.ts')).config,
  access: async () => (await import('./access.ts')).access,
};
