import { hash, verify } from '@node-rs/argon2'

/** OWASP's recommendation for argon2id (the library's default algorithm): 19 MiB, 2 passes, 1 lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** In characters. */
export const PASSWORD_LENGTH = { minimum: 12, maximum: 128 }

export const hashPassword = (password: string) => hash(password, ARGON2)
export const verifyPassword = (stored: string, password: string) => verify(stored, password)
