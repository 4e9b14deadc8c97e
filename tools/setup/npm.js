import { environmentWithNode, run } from './program.js';

/**
 * How npm is started: the one that runs us, or else the first on the path.
 * @param {string | undefined} runningNpm `npm_execpath`, which pnpm and yarn set too
 * @param {NodeJS.Platform} platform
 */
export function npmCommand(runningNpm, node, platform) {
  if (runningNpm !== undefined && /npm-cli\.[cm]?js$/.test(runningNpm)) return { command: node, parameters: [runningNpm], shell: false };
  // Windows has npm as npm.cmd, which only a shell starts.
  return { command: 'npm', parameters: [], shell: platform === 'win32' };
}

/**
 * Installs exactly what the lock in `folder` says. No package's own scripts run: nothing we depend on needs them, and
 * many machines forbid them. What a person's configuration leaves out (development, optional) is needed here.
 */
export async function installFromLock(folder, node) {
  const { command, parameters, shell } = npmCommand(process.env.npm_execpath, node, process.platform);
  const flags = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
    '--no-progress',
    '--no-update-notifier',
  ];
  const { code } = await run(command, [...parameters, ...flags], {
    cwd: folder,
    shell,
    env: npmEnvironment(environmentWithNode(node)),
  });
  return code;
}

/** Without what the npm that runs us says about its own command, which would bind the inner npm to the outer one's folder. */
export function npmEnvironment(environment) {
  const bound =
    /^npm_(config_(local_prefix|prefix|workspaces?|workspace_.*|include_workspace_root|global_prefix)|package_.*|lifecycle_.*|command)$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !bound.test(name)));
}
