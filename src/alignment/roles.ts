import type { Provision } from './types.ts'

/** What a provision does in its plan: states aims and principles, leads a chapter, secures the plan, sets a task. */
export type PlanRole = 'aim' | 'lead' | 'safeguard' | 'task'

const AIMS =
  /^(?:总体(?:要求|思路|思想|目标|定位)|指导思想|基本(?:原则|要求|思路)|(?:工作|主要)原则|(?:发展|主要|工作|合作|规划|战略)目标|(?:战略|发展|功能)定位)/u
const SAFEGUARDS = /^(?:保障(?:措施|机制)|(?:规划|组织)实施|实施(?:保障|机制)|组织保障|(?:加强)?组织领导)/u

/** The role of each provision; one that others stand below leads them. */
export function rolesOf(provisions: readonly Provision[]): PlanRole[] {
  const leading = new Set<string>()
  for (const { address } of provisions) {
    for (let at = address.indexOf('/'); at > 0; at = address.indexOf('/', at + 1)) leading.add(address.slice(0, at))
  }
  return provisions.map(({ address, path, title }) => {
    const titles = [...path, title]
    if (titles.some((one) => AIMS.test(one))) return 'aim'
    if (titles.some((one) => SAFEGUARDS.test(one))) return 'safeguard'
    return leading.has(address) ? 'lead' : 'task'
  })
}

/** How well the roles of an upper and a lower provision go together, 0 to 1: aims are restated in leads, or left to tasks. */
const FITS: Readonly<Record<PlanRole, Readonly<Record<PlanRole, number>>>> = {
  aim: { aim: 1, lead: 1, task: 0, safeguard: 0 },
  lead: { aim: 0.5, lead: 1, task: 0, safeguard: 0 },
  task: { aim: 0, lead: 0, task: 0.5, safeguard: 0 },
  safeguard: { aim: 0, lead: 0, task: 0, safeguard: 1 },
}

export const roleFit = (upper: PlanRole, lower: PlanRole): number => FITS[upper][lower]
