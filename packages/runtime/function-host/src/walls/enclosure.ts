import type { ProgramFiles } from './program-files.ts';

/** How a program is started so that walls stand around it. */
export interface Enclosure {
  readonly name: 'own user' | 'user namespace' | 'plain';
  /** `cwd` is where the program is started; within walls its own root. */
  command(
    files: ProgramFiles,
    program: EnclosedProgram,
    user: number,
  ): { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
}

/** One of the programs in the folder, with its arguments. */
export interface EnclosedProgram {
  readonly program: 'node' | 'compile';
  readonly args: readonly string[];
  /** A folder with `node_modules`, which are there for reading within; none where absent. */
  readonly modules?: string;
}

/**
 * No core dumps, no files, few open ones. Memory in kilobytes: each isolate sets 128 MB aside for code that it hardly ever uses, so
 * this is a bound for what runs wild; what is really used is watched from outside.
 */
const runnerLimits = 'ulimit -c 0; ulimit -f 0; ulimit -n 64; ulimit -d 8000000';

/**
 * Threads and processes of a runner's own user: two dozen are those of Node and its isolates. Where it shares its user with others
 * these would be counted too, and it could not start.
 */
const mostThreads = 160;

/** What is run to build the walls is found; what is run within them has no variables. */
const begin = `set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
chroot=$(command -v chroot)
unset PWD OLDPWD`;

/**
 * Makes the folder the whole world, for reading only, with the two programs in it; then gives up every right, and becomes a user
 * that owns nothing. `$1` folder, `$2` Node, `$3` compiler, `$4` user, then the folder of modules or nothing, then the program.
 */
const enterAsUser = `${begin}
folder=$1; node=$2; compile=$3; user=$4; modules=$5; shift 5
mount --bind "$folder" "$folder"
mount --bind "$node" "$folder/node"
mount --bind "$compile" "$folder/compile"
mount -o remount,bind,ro,nosuid,nodev "$folder"
if [ -n "$modules" ]; then
  mount --bind "$modules/node_modules" "$folder/node_modules"
  mount -o remount,bind,ro,nosuid,nodev,noexec "$folder/node_modules"
fi
${runnerLimits}
exec prlimit --nproc=${mostThreads} -- setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid --inh-caps=-all "$chroot" --userspec="$user:$user" "$folder" "$@"`;

/** The same where nobody may become another user: within a namespace of users, as the one who runs the server and without rights. */
const enterWithoutRights = `${begin}
folder=$1; node=$2; compile=$3; modules=$5; shift 5
mount --bind "$folder" "$folder"
mount --bind "$node" "$folder/node"
mount --bind "$compile" "$folder/compile"
mount -o remount,bind,ro,nosuid,nodev "$folder"
if [ -n "$modules" ]; then
  mount --bind "$modules/node_modules" "$folder/node_modules"
  mount -o remount,bind,ro,nosuid,nodev,noexec "$folder/node_modules"
fi
${runnerLimits}
exec setpriv --no-new-privs --bounding-set=-all,+sys_chroot --inh-caps=-all "$chroot" "$folder" "$@"`;

/** With `filters`, what becomes the program filters its system calls first. */
function namespaced(name: Enclosure['name'], script: string, more: readonly string[], filters: boolean): Enclosure {
  return {
    name,
    command: (files, { program, args, modules = '' }, user) => ({
      cwd: '/',
      file: 'unshare',
      args: [
        ...more,
        ...['--net', '--pid', '--mount', '--ipc', '--uts', '--fork', '--kill-child=KILL', '--propagation', 'private'],
        ...['/bin/sh', '-c', script, 'enclose', files.folder, files.node, files.compiler, String(user), modules],
        ...[...(filters ? ['/enter'] : []), `/${program}`, ...args],
      ],
    }),
  };
}

/** From the strongest to the weakest; the first that works is taken. */
export const enclosures: readonly Enclosure[] = [
  namespaced('own user', enterAsUser, [], true),
  namespaced('own user', enterAsUser, [], false),
  namespaced('user namespace', enterWithoutRights, ['--user', '--map-root-user'], true),
  namespaced('user namespace', enterWithoutRights, ['--user', '--map-root-user'], false),
  {
    name: 'plain',
    command: (files, { program, args, modules }) => ({
      cwd: modules ?? '/',
      file: program === 'node' ? files.node : files.compiler,
      // Within walls the files stand at the root.
      args: args.map((argument) => (/^\/(runner\.cjs|isolates\.node)$/.test(argument) ? files.folder + argument : argument)),
    }),
  },
];
