/** Folder of the newest PostgreSQL (15 or later) that has PostGIS beside it, or null. */
export function findPostgres(): string | null
/** Starts a PostgreSQL of its own; see postgres.mjs. */
export function startPostgres(options?: { durable?: boolean }): Promise<{ url: string; stop: () => Promise<void> }>
