import type { Command } from '../command.ts';
import { connect } from './connect.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [connect];
