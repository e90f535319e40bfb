import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementFile } from '../../../../src/settlement/schemas.ts'
import { upload } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'

interface Sending {
  name: string
  part: number
  problem?: unknown
}

/** Files as evidence: each is kept as soon as it is chosen, and seen by its giver alone until the objection names it. */
export function EvidenceFiles(props: {
  statementId: string
  files: readonly StatementFile[]
  onChange: (change: (files: readonly StatementFile[]) => readonly StatementFile[]) => void
}) {
  const { statementId, files, onChange } = props
  const { t } = useTranslation()
  const problemText = useProblemText()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const field = useRef<HTMLInputElement>(null)
  const note = (name: string, change: Omit<Sending, 'name'> | null) =>
    setSending((now) => [...now.filter((one) => one.name !== name), ...(change ? [{ name, ...change }] : [])])
  const take = async (chosen: readonly File[]) => {
    for (const file of chosen) {
      const form = new FormData()
      form.append('file', file)
      note(file.name, { part: 0 })
      try {
        const path = `/api/v1/statements/${statementId}/files`
        const kept = await upload<StatementFile>(path, form, (part) => note(file.name, { part }))
        onChange((now) => [...now, kept])
        note(file.name, null)
      } catch (problem) {
        note(file.name, { part: 0, problem })
      }
    }
  }
  return (
    <div className="evidence-files">
      <ul>
        {files.map(({ id, name }) => (
          <li key={id}>
            <PaperClipOutlined aria-hidden /> {name}{' '}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('settlement.statements.fileRemove', { name })}
              onClick={() => onChange((now) => now.filter((one) => one.id !== id))}
            />
          </li>
        ))}
        {sending.map(({ name, part, problem }) => (
          <li key={name} role={problem ? 'alert' : 'status'} className={problem ? 'refused' : undefined}>
            {problem ? (
              <>
                {problemText(problem).title}
                {stop()}
                {problemText(problem).todo}
              </>
            ) : (
              t('settlement.statements.fileSending', { name, percent: Math.round(part * 100) })
            )}
          </li>
        ))}
      </ul>
      <Button
        type="dashed"
        icon={<PaperClipOutlined />}
        disabled={files.length >= 20}
        onClick={() => field.current?.click()}
      >
        {t('settlement.statements.fileAdd')}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        // Forms of antd show every field of files, be it hidden or not.
        style={{ display: 'none' }}
        data-testid="objection-files"
        onChange={(event) => {
          void take([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}
