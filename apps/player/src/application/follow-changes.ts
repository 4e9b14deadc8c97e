import type { LiveApplicationMessage } from '@plinth/api-contract';
import type { ApplicationSession } from './application-session.ts';

/** The server beats every ten seconds; a network that is silent for longer than two of them is gone. */
const longestSilence = 25_000;
const firstPause = 1000;
const longestPause = 60_000;
/** What this page changed itself it has asked for already. */
const ownMilliseconds = 3000;
/** Ends of a channel that asking again does not mend: 4000 and the status. */
const final: ReadonlySet<number> = new Set([4401, 4403, 4404]);

/**
 * Has the open pages of an application hear what others change. Returns how to end it. Visitors who are not signed in hear nothing, and
 * where the network or the server is away the pages stay as they are until it is back, and then ask once for everything.
 */
export function followChanges({ changes, target, shell }: Pick<ApplicationSession, 'changes' | 'target' | 'shell'>): () => void {
  if (shell.person === null) return () => {};
  const address = new URL(
    `/data/${[target.tenant, target.environment, target.application].map(encodeURIComponent).join('/')}/-/live`,
    location.href,
  );
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const own = new Map<string, number>();
  const late = new Set<string>();
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let pause = firstPause;
  let [isOver, wasAway] = [false, false];

  const watch = () =>
    socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ type: 'watch', entities: [...changes.read].slice(0, 200) }));
  const tell = (entity: string) => {
    // Nobody looks: what has changed meanwhile is asked for when somebody does.
    if (document.hidden) late.add(entity);
    else changes.changed(entity, 'others');
  };
  const hear = (message: LiveApplicationMessage) => {
    if (message.type === 'watching') {
      pause = firstPause;
      if (wasAway) for (const entity of changes.read) tell(entity);
      wasAway = false;
    } else if (message.type === 'changed') {
      for (const entity of message.entities) tell(entity);
      for (const entity of message.own) if (Date.now() - (own.get(entity) ?? 0) > ownMilliseconds) tell(entity);
    }
  };
  const connect = () => {
    if (isOver || socket !== null || changes.read.size === 0) return;
    const opened = new WebSocket(address);
    socket = opened;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => opened.close(), longestSilence);
    };
    opened.onopen = watch;
    opened.onmessage = ({ data }) => {
      listen();
      hear(JSON.parse(String(data)) as LiveApplicationMessage);
    };
    opened.onclose = ({ code }) => {
      clearTimeout(silence);
      if (socket === opened) socket = null;
      wasAway = true;
      if (isOver || final.has(code)) return;
      timer = setTimeout(connect, pause * (0.5 + Math.random() / 2));
      pause = Math.min(longestPause, pause * 2);
    };
    listen();
  };
  const shown = () => {
    if (document.hidden) return;
    for (const entity of late) changes.changed(entity, 'others');
    late.clear();
  };
  const stopListening = changes.listen((entity, by) => {
    if (by === 'here' && entity !== null) own.set(entity, Date.now());
  });
  const stopReading = changes.onRead(() => (socket === null ? (wasAway ? undefined : connect()) : watch()));
  document.addEventListener('visibilitychange', shown);
  timer = setTimeout(connect, 0);
  return () => {
    isOver = true;
    clearTimeout(timer);
    clearTimeout(silence);
    stopListening();
    stopReading();
    document.removeEventListener('visibilitychange', shown);
    socket?.close();
  };
}
