import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewRegistry, SchemaFault } from '../../../../../src/exchange/schemas.ts'
import { Problem } from '../../../shell/api.ts'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useFaultWords } from '../words.ts'
import { FieldEditor } from './FieldEditor.tsx'
import { Labelled } from './Labelled.tsx'
import { configurationIn, emptyField, type FieldRow, moved, rowsOf, schemaOf } from './model.ts'

interface Unfit {
  count: number
  entries: {
    id: string
    name: string
    organization: string
    faults: { path: (string | number)[]; code: 'missing'; expected: string }[]
  }[]
}

/** The editor of a register: its words, its fields one by one, and the whole of it as a file. */
export function RegistryEditor(props: {
  first: NewRegistry
  /** The code of a register that stands cannot be changed, nor can what tells its entries apart. */
  isNew: boolean
  onSave: (configuration: NewRegistry) => Promise<unknown>
}) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [words, setWords] = useState(props.first)
  const [rows, setRows] = useState<FieldRow[]>(() => rowsOf(props.first.schema))
  const [named, setNamed] = useState(props.first.schema['x-name'])
  const [keys, setKeys] = useState<readonly string[]>(props.first.schema['x-key'])
  const [problem, setProblem] = useState<unknown>(null)
  const [isSaving, setSaving] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const configuration = (): NewRegistry => ({ ...words, schema: schemaOf(rows, named, keys) })
  const isNamed = /^[a-z][a-z0-9-]{1,39}$/.test(words.code) && words.name.trim() !== '' && words.nameEn.trim() !== ''
  const save = async () => {
    setSaving(true)
    setProblem(null)
    try {
      await props.onSave(configuration())
    } catch (error) {
      setProblem(error)
    } finally {
      setSaving(false)
    }
  }
  const read = async (chosen: File) => {
    const found = configurationIn(await chosen.text())
    if (!found) return void message.error(t('exchange.registers.editor.unreadable'))
    const { schema, code, ...rest } = found
    setWords({ ...words, ...rest, ...(props.isNew ? { code } : {}) })
    setRows(rowsOf(schema))
    setNamed(schema['x-name'])
    setKeys(schema['x-key'] ?? [])
    void message.success(t('exchange.registers.editor.taken'))
  }
  const keyOptions = rows.filter(({ name, kind }) => name && ['text', 'date', 'options'].includes(kind))
  const choices = keyOptions.map(({ name, title }) => ({ value: name, label: title || name }))
  const replace = (row: FieldRow) => setRows(rows.map((one) => (one.id === row.id ? row : one)))
  return (
    <>
      <div className="registry-file no-print">
        <Button icon={<UploadOutlined />} onClick={() => file.current?.click()}>
          {t('exchange.registers.editor.importJson')}
        </Button>
        <Button icon={<DownloadOutlined />} onClick={() => downloadJson(configuration())}>
          {t('exchange.registers.editor.exportJson')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,application/json"
          data-testid="registry-json"
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen) void read(chosen)
            event.target.value = ''
          }}
        />
      </div>
      {props.isNew && (
        <Labelled label={t('exchange.registers.editor.code')} hint={t('exchange.registers.editor.codeHint')}>
          <Input
            maxLength={40}
            value={words.code}
            onChange={({ target }) => setWords({ ...words, code: target.value })}
          />
        </Labelled>
      )}
      <div className="registry-words">
        {(['name', 'nameEn', 'description', 'descriptionEn'] as const).map((word) => (
          <Labelled key={word} label={t(`exchange.registers.editor.${word}`)}>
            <Input
              maxLength={word.startsWith('name') ? 60 : 500}
              value={words[word]}
              onChange={({ target }) => setWords({ ...words, [word]: target.value })}
            />
          </Labelled>
        ))}
      </div>
      <h2 className="section-title">{t('exchange.registers.editor.fields')}</h2>
      {rows.map((row, at) => (
        <FieldEditor
          key={row.id}
          row={row}
          onChange={replace}
          onMove={(by) => setRows(moved(rows, at, by))}
          isFirst={at === 0}
          isLast={at === rows.length - 1}
          onRemove={() => setRows(rows.filter((one) => one.id !== row.id))}
        />
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={() => setRows([...rows, emptyField()])}>
        {t('exchange.registers.editor.add')}
      </Button>
      <div className="registry-words registry-keys">
        <Labelled label={t('exchange.registers.editor.nameField')}>
          <Select value={named || null} options={choices} onChange={(value) => setNamed(value ?? '')} />
        </Labelled>
        <Labelled label={t('exchange.registers.editor.keyFields')} hint={t('exchange.registers.editor.keyHint')}>
          <Select
            mode="multiple"
            maxCount={4}
            disabled={!props.isNew}
            value={[...keys]}
            options={choices}
            onChange={(value) => setKeys(value)}
          />
        </Labelled>
      </div>
      <SaveProblem problem={problem} />
      <div className="registry-save">
        <Button type="primary" size="large" loading={isSaving} disabled={!isNamed} onClick={() => void save()}>
          {t('exchange.registers.editor.save')}
        </Button>
        {!isNamed && <small className="catalogue-quiet">{t('exchange.registers.editor.incomplete')}</small>}
      </div>
    </>
  )
}

/** What is wrong with the schema, place by place; which standing entries it would invalidate, and why. */
function SaveProblem({ problem }: { problem: unknown }) {
  const { t } = useTranslation()
  const faultWords = useFaultWords()
  if (problem === null) return null
  const facts = problem instanceof Problem ? problem.facts : {}
  const faults = (facts.faults ?? []) as SchemaFault[]
  const { entries = [] } = facts as unknown as Partial<Unfit>
  return (
    <>
      <ProblemNotice problem={problem} />
      {faults.length > 0 && (
        <ul className="registry-faults">
          {faults.map(({ at, code, expected }) => (
            <li key={`${at} ${code}`}>
              <code>{at}</code> {t(`exchange.registers.editor.codes.${code}`, { expected })}
            </li>
          ))}
        </ul>
      )}
      {entries.length > 0 && (
        <ul className="registry-faults">
          {entries.map(({ id, name, organization, faults: some }) => (
            <li key={id}>
              {name} · {organization}
              {some.map((fault) => (
                <small key={fault.path.join('.')}>
                  {' '}
                  <code>{fault.path.join('.')}</code> {faultWords(fault)}
                </small>
              ))}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function downloadJson(configuration: NewRegistry): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(configuration, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = `${configuration.code || 'registry'}.json`
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
