import type { UseMutationResult } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../monitoring/shared/Notice.tsx'
import { Problem } from '../shell/api.ts'
import { FileChoice } from '../shell/FileChoice.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { comma } from '../shell/punctuation.ts'
import { Loading } from '../shell/states.tsx'
import './catalogue/parts.tsx'

interface Wish {
  file: File
  publish: boolean
  /** Of the file as it was looked at. */
  sha256?: string
}
interface Look {
  file: string
  sha256: string
  faultCount: number
  faults: unknown[]
  sheets: readonly { sheet: string; rows: number; unread: readonly string[] }[]
}
interface Faults<Preview extends Look> {
  count: number
  faults: Preview['faults']
}

/** A file of rows: looked at, all that is wrong is shown, and then all of it is imported or nothing. */
export function TableImport<Preview extends Look, Done>(props: {
  /** Whose words it speaks. */
  part: 'catalogue' | 'registers'
  testId: string
  preview: UseMutationResult<Preview, Error, Wish>
  importing: UseMutationResult<Done, Error, Wish>
  /** The code with which an import is refused because something has changed since the file was looked at. */
  unfitCode: string
  /** What the import would do. */
  outcome: (preview: Preview, isUnfit: boolean) => ReactNode
  faultTable: (faults: Faults<Preview>) => ReactNode
  okText: (preview: Preview, publish: boolean) => string
  isEmpty: (preview: Preview) => boolean
  done: (done: Done) => ReactNode
}) {
  const { t } = useTranslation()
  const { part, testId, preview, importing, unfitCode, outcome, faultTable, okText, isEmpty, done } = props
  const [file, setFile] = useState<File | null>(null)
  const [publish, setPublish] = useState(false)
  const look = (chosen: File, toPublish = publish) => {
    setFile(chosen)
    importing.reset()
    preview.mutate({ file: chosen, publish: toPublish })
  }
  const words = (name: 'drop' | 'formats' | 'choose' | 'another' | 'asDrafts' | 'atOnce' | 'reading' | 'done') =>
    t(`exchange.${part}.importing.${name}`)
  const shown = preview.data
  const problem = importing.error
  const refused =
    problem instanceof Problem && problem.code === unfitCode ? (problem.facts as unknown as Faults<Preview>) : null
  const faults = refused ?? (shown && shown.faultCount > 0 ? { count: shown.faultCount, faults: shown.faults } : null)
  return (
    <>
      <FileChoice
        file={file}
        words={{ drop: words('drop'), formats: words('formats'), choose: words('choose'), another: words('another') }}
        accept=".xlsx,.xlsm,.csv,.tsv,.txt"
        testId={testId}
        onFile={(chosen) => look(chosen)}
      />
      <Radio.Group
        className="catalogue-wish"
        value={publish}
        onChange={(event) => {
          setPublish(event.target.value)
          if (file) look(file, event.target.value)
        }}
        options={[
          { value: false, label: words('asDrafts') },
          { value: true, label: words('atOnce') },
        ]}
      />
      {preview.isPending && <Loading label={words('reading')} />}
      {preview.error && <ProblemNotice problem={preview.error} />}
      {problem && !refused && <ProblemNotice problem={problem} />}
      {importing.data && (
        <Notice kind="done" title={words('done')}>
          {done(importing.data)}
        </Notice>
      )}
      {shown && file && !importing.data && (
        <>
          <section className="catalogue-outcome sheet" aria-live="polite">
            {outcome(shown, faults !== null)}
            <Sheets part={part} sheets={shown.sheets} />
          </section>
          {faults ? (
            <>
              <Notice
                kind="fault"
                title={t(`exchange.${part}.importing.faults`, { file: shown.file, count: faults.count })}
              />
              {faultTable(faults)}
            </>
          ) : (
            <Button
              type="primary"
              size="large"
              loading={importing.isPending}
              disabled={isEmpty(shown)}
              onClick={() => importing.mutate({ file, publish, sha256: shown.sha256 })}
            >
              {okText(shown, publish)}
            </Button>
          )}
        </>
      )}
    </>
  )
}

/** What was read of each sheet, and what was not. */
function Sheets({ part, sheets }: { part: 'catalogue' | 'registers'; sheets: Look['sheets'] }) {
  const { t } = useTranslation()
  return (
    <ul>
      {sheets.map(({ sheet, rows, unread }) => (
        <li key={sheet}>
          {t(`exchange.${part}.importing.${sheet ? 'sheet' : 'csv'}`, { sheet, rows })}
          {unread.length > 0 && (
            <small>{t(`exchange.${part}.importing.unread`, { columns: unread.join(comma()) })}</small>
          )}
        </li>
      ))}
    </ul>
  )
}
