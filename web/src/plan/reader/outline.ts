import type { Commitment, Provision } from '../../../../src/plan/schemas.ts'

export interface Branch {
  provision: Provision
  children: Branch[]
}

/** The outline as a tree, in text order. A node whose parent is not there stands at the top. */
export function branchesOf(provisions: readonly Provision[]): Branch[] {
  const branches = new Map(provisions.map((provision) => [provision.address, { provision, children: [] } as Branch]))
  const roots: Branch[] = []
  for (const branch of branches.values()) {
    const parent = branch.provision.parent === null ? undefined : branches.get(branch.provision.parent)
    ;(parent?.children ?? roots).push(branch)
  }
  return roots
}

/** Addresses from the top down to a provision, itself included. */
export function pathTo(provisions: readonly Provision[], address: string): string[] {
  const parents = new Map(provisions.map(({ address, parent }) => [address, parent]))
  const way: string[] = []
  for (
    let at: string | null = address;
    at !== null && parents.has(at) && !way.includes(at);
    at = parents.get(at) ?? null
  )
    way.unshift(at)
  return way
}

/** How many commitments still wait for a person, for each provision with all below it. */
export function waitingBelow(
  provisions: readonly Provision[],
  commitments: readonly Commitment[],
): Map<string, number> {
  const parents = new Map(provisions.map(({ address, parent }) => [address, parent]))
  const waiting = new Map<string, number>()
  for (const { state, current, provision } of commitments) {
    if (state !== 'extracted' || !current) continue
    const passed = new Set<string>()
    let at: string | null | undefined = provision.address
    while (at && !passed.has(at)) {
      passed.add(at)
      waiting.set(at, (waiting.get(at) ?? 0) + 1)
      at = parents.get(at)
    }
  }
  return waiting
}

/** Whether a provision is the given one or lies below it. Addresses are marker paths. */
export const isWithin = (address: string, above: string) => address === above || address.startsWith(`${above}/`)
