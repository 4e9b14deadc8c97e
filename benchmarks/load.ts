import autocannon from 'autocannon';

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Gives each request its own path or body. */
  readonly vary?: (index: number) => { readonly path?: string; readonly body?: string };
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends requests over keep-alive connections for some seconds; any answer but 2xx is a failure of the benchmark. */
export async function load(
  address: string,
  request: LoadRequest,
  options: { readonly seconds: number; readonly connections: number },
): Promise<LoadResult> {
  let index = 0;
  const result = await autocannon({
    url: address,
    connections: options.connections,
    duration: options.seconds,
    requests: [
      {
        method: request.method,
        path: request.path,
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.vary === undefined
          ? {}
          : {
              setupRequest: (prepared) => ({ ...prepared, ...request.vary?.(index++) }),
            }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0 || result.timeouts > 0) {
    throw new Error(
      `${request.method} ${request.path}: ${result.non2xx} answers were no success, ${result.errors} errors, ${result.timeouts} timeouts.`,
    );
  }
  return { requestsPerSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}
