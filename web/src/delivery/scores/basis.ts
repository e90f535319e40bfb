interface Basis {
  total: number | null
  judged: number
  whole: number
  enough: boolean
}

/** The score as it is told; of too little no number is told, for it is scaled up; nothing judged is no score. */
export function totalOf({ total, enough }: Basis): number | 'none' | 'short' {
  if (total === null) return 'none'
  return enough ? total : 'short'
}

/** How much of the rule's weight could be judged: 40/100. */
export function basisText({ judged, whole }: Basis): string {
  const rounded = (value: number) => String(Math.round(value * 100) / 100)
  return `${rounded(judged)}/${rounded(whole)}`
}
