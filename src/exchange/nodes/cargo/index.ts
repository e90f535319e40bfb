import type { Cargo } from '../cargo.ts'
import { directoryCargo } from '../directory.ts'

/** All that travels between nodes. What is not named here leaves no node. */
export const allCargo: readonly Cargo[] = [directoryCargo]
