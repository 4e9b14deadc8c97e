/** "Tuple concurrently updated", a role or schema that another made meanwhile, serialization failure, deadlock. */
const concurrent = /^(XX000|23505|42710|42P06|40001|40P01)$/;
const attempts = 20;

/**
 * Roles belong to the cluster while PostgreSQL's advisory locks belong to a database, so servers that start at once on two
 * databases of one cluster cannot wait for each other; the one that comes second sees an error and looks again.
 */
export async function retryConcurrent<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !concurrent.test((error as { code?: string }).code ?? '')) throw error;
      await new Promise((done) => setTimeout(done, 10 + Math.random() * 40 * attempt));
    }
  }
}
