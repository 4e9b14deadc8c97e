import type { Command } from '../command.ts';
import { connect } from './connect.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { init } from './init.ts';
import { open } from './open.ts';
import { plan } from './plan.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { users } from './users.ts';
import { validate } from './validate.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [connect, init, validate, plan, push, pull, publish, importCommand, exportCommand, open, users];
