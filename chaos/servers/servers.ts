import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, createClient, createToken, inviteMember, readSession, signIn, updateMember, useLink } from '@plinth/api-contract';

/** The administrator of the servers' platform; makers have the same password. */
export const person = { email: 'chaos@plinth.example', password: 'kill me if you can, please' };
const tenant = { tenant: 'main' };
/** Times 50 ms: what a start takes where much else runs. */
const startTries = 2400;

/** Servers of one platform, each a process of its own that can be killed and started again at the same address. */
export class Servers {
  readonly addresses: readonly string[];
  readonly #settings: Readonly<Record<string, string>>;
  readonly #roles: readonly string[];
  readonly #processes: ChildProcess[] = [];
  #isStopping = false;
  kills = 0;

  /** `roles` are those of each server; all where absent. */
  constructor(settings: Readonly<Record<string, string>>, ports: readonly number[], roles: readonly string[] = []) {
    this.#settings = settings;
    this.#roles = roles;
    this.addresses = ports.map((port) => `http://127.0.0.1:${port}`);
  }

  async start(at: number): Promise<void> {
    // Whoever kills and restarts at random may be at it still.
    if (this.#isStopping) throw new Error('The servers are being stopped.');
    const address = this.addresses[at] ?? '';
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', 'main.ts')], {
      env: {
        PATH: process.env.PATH,
        // Half of what a start takes is to compile.
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        PLINTH_PORT: new URL(address).port,
        PLINTH_LOG_LEVEL: 'fatal',
        PLINTH_EXAMPLES: 'false',
        PLINTH_ADMINISTRATOR_EMAIL: person.email,
        PLINTH_ADMINISTRATOR_PASSWORD: person.password,
        ...(this.#roles[at] === undefined ? {} : { PLINTH_ROLES: this.#roles[at] }),
        ...this.#settings,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#processes[at] = child;
    // Whatever ends this process, its servers end with it.
    const kill = () => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    for (let tries = 0; tries < startTries; tries++) {
      if (child.exitCode !== null) throw new Error(`A server ended with ${child.exitCode}.`);
      const ready = await fetch(`${address}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return;
      await wait(50);
    }
    throw new Error('A server did not start within two minutes.');
  }

  /** Kills a server hard and starts it again. */
  async kill(at: number): Promise<void> {
    await this.#end(at, 'SIGKILL');
    this.kills++;
    await this.start(at);
  }

  /** Lets a server stand still for a while, as a machine does that is out of memory or moved. */
  async freeze(at: number, milliseconds: number): Promise<void> {
    const child = this.#processes[at];
    child?.kill('SIGSTOP');
    await wait(milliseconds);
    child?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#processes.map((_, at) => this.#end(at, 'SIGTERM')));
  }

  async #end(at: number, signal: NodeJS.Signals): Promise<void> {
    const child = this.#processes[at];
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** The administrator and so many makers, each with a token. */
  async people(makers: number): Promise<{ administrator: Client; makers: { memberId: string; token: string }[] }> {
    const [address = ''] = this.addresses;
    const visitor = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });
    const tokenOf = async (who: typeof person) => {
      const response = await visitor.fetch(signIn, tenant, who);
      const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
      const member = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
      const session = await member.call(readSession, tenant, {});
      const { token } = await member.call(createToken, tenant, { name: 'chaos', scopes: ['*'] });
      return { token, memberId: session.member?.id ?? '' };
    };
    const { token } = await tokenOf(person);
    const administrator = createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } });
    const made = [];
    for (let number = 0; number < makers; number++) {
      const who = { email: `maker-${number}@plinth.example`, password: person.password };
      const { member, invitation } = await administrator.call(inviteMember, tenant, { email: who.email, name: `Maker ${number}` });
      const link = /pli_[\w-]+/.exec(invitation.path ?? '')?.[0] ?? '';
      await visitor.call(useLink, tenant, { token: link, password: who.password });
      await administrator.call(updateMember, tenant, { member: member.id, tenantRoles: ['maker'] });
      made.push(await tokenOf(who));
    }
    return { administrator, makers: made };
  }
}
