import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LedgerImported, LedgerPreview } from '../../../../src/delivery/ledger/schemas.ts'
import { upload } from '../../shell/api.ts'

export interface LedgerWishes {
  file: File
  sheet?: string
  mapping?: Readonly<Record<string, number>>
  /** Of the file that was looked at. */
  sha256?: string
}

function formOf({ file, sheet, mapping, sha256 }: LedgerWishes): FormData {
  const form = new FormData()
  if (sheet) form.append('sheet', sheet)
  if (mapping) form.append('mapping', JSON.stringify(mapping))
  if (sha256) form.append('sha256', sha256)
  form.append('file', file)
  return form
}

/** What importing the file would do. */
export function useLedgerPreview(programmeId: string) {
  return useMutation({
    mutationFn: (wishes: LedgerWishes) =>
      upload<LedgerPreview>(`/api/v1/programmes/${programmeId}/imports/preview`, formOf(wishes), () => {}),
  })
}

export function useLedgerImport(programmeId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wishes: LedgerWishes) =>
      upload<LedgerImported>(`/api/v1/programmes/${programmeId}/imports`, formOf(wishes), () => {}),
    onSuccess: () => queries.invalidateQueries(),
  })
}
