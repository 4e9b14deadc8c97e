import { expect, test } from 'vitest';
import { asPlinthError, defineErrors, listErrors, PlinthError, toProblem } from '../index.ts';

const errors = defineErrors('registrytest', {
  thingNotFound: { status: 404, cause: 'caller', message: 'There is no {thing} called {name}.', hint: 'Look in {thing}s.' },
  plain: { status: 500, cause: 'ours', message: 'Broken.', hint: 'Wait.' },
});

test('a factory fills its parameters into message and hint and has a kebab-case code', () => {
  const error = errors.thingNotFound({ thing: 'page', name: 'x' }, { details: { near: 'y' }, retryAfter: 3 });
  expect(error).toMatchObject({
    code: 'registrytest.thing-not-found',
    status: 404,
    fault: 'caller',
    message: 'There is no page called x.',
    hint: 'Look in pages.',
    retryAfter: 3,
  });
});

test('a parameter is cut before it floods a message', () => {
  expect(errors.thingNotFound({ thing: 'page', name: 'x'.repeat(10_000) }).message.length).toBeLessThan(300);
});

test('a parameter cannot bring parameters of its own', () => {
  expect(errors.thingNotFound({ thing: '{name}', name: 'secret' }).message).toBe('There is no {name} called secret.');
});

test('a code is defined once', () => {
  const again = () => defineErrors('registrytest', { plain: { status: 400, cause: 'caller', message: 'Again.', hint: 'No.' } });
  expect(again).toThrow('registrytest.plain is defined twice');
});

test('the registry lists codes in order', () => {
  const codes = listErrors().map(({ code }) => code);
  expect(codes).toContain('registrytest.plain');
  expect(codes).toEqual([...codes].sort());
});

test('a problem document says what a caller needs and nothing of the cause', () => {
  const error = errors.plain({}, { cause: new Error('password=hunter2'), details: { violations: [{ path: '/a', message: 'is wrong' }] } });
  const problem = toProblem(error, 'abc');
  expect(problem).toEqual({
    type: 'urn:plinth:error:registrytest.plain',
    title: 'registrytest.plain',
    status: 500,
    code: 'registrytest.plain',
    detail: 'Broken.',
    hint: 'Wait.',
    cause: 'ours',
    trace: 'abc',
    violations: [{ path: '/a', message: 'is wrong' }],
  });
});

test('details cannot replace the standard members', () => {
  expect(toProblem(errors.plain({}, { details: { status: 200, code: 'fine' } }))).toMatchObject({
    status: 500,
    code: 'registrytest.plain',
  });
});

test('whatever else was thrown is an unexpected error that keeps its cause', () => {
  const thrown = new TypeError('x is not a function');
  const error = asPlinthError(thrown);
  expect(error).toBeInstanceOf(PlinthError);
  expect([error.code, error.cause]).toEqual(['plinth.unexpected', thrown]);
  expect(asPlinthError(error)).toBe(error);
});
