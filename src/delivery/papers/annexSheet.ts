export type Cell = string | number | null
export interface Sheet {
  name: string
  columns: readonly (readonly [title: string, width: number])[]
  rows: readonly (readonly Cell[])[]
}

export const GRADE_WORDS = { statement: '自述', document: '文件', measured: '监测', verified: '核验' } as const
