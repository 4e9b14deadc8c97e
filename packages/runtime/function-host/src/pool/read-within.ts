import type { Readable } from 'node:stream';

/** How much of a stream is read. */
export interface ReadingPace {
  /** Bytes that are read without delay after a rest. */
  readonly burst: number;
  readonly bytesPerSecond: number;
}

/**
 * Reads a stream no faster than a pace; whoever writes to it waits, as soon as the system holds no more for them. What is given back
 * is to be told, while a chunk is dealt with, what that costs beside the chunk's own bytes.
 */
export function readWithin(stream: Readable, pace: ReadingPace, onChunk: (chunk: Buffer) => void): (bytes: number) => void {
  let left = pace.burst;
  let countedAt = performance.now();
  stream.on('data', (chunk: Buffer) => {
    const now = performance.now();
    left = Math.min(pace.burst, left + ((now - countedAt) / 1000) * pace.bytesPerSecond) - chunk.byteLength;
    countedAt = now;
    onChunk(chunk);
    if (left >= 0) return;
    stream.pause();
    setTimeout(() => stream.resume(), (-left / pace.bytesPerSecond) * 1000).unref();
  });
  return (bytes) => {
    left -= bytes;
  };
}
