import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Labelled } from './Labelled.tsx'
import { emptyField, type FieldRow, FLAGS, KINDS, type Kind, moved } from './model.ts'

type Typed = 'maxLength' | 'pattern' | 'minimum' | 'maximum' | 'unit' | 'maxItems' | 'usual'

/** What may be said of each kind beside its name. */
const TYPED: Readonly<Record<Kind, readonly Typed[]>> = {
  text: ['maxLength', 'pattern', 'usual'],
  prose: ['maxLength', 'usual'],
  date: ['usual'],
  uri: ['maxLength'],
  email: ['maxLength'],
  options: ['usual'],
  number: ['minimum', 'maximum', 'unit', 'usual'],
  integer: ['minimum', 'maximum', 'unit', 'usual'],
  boolean: ['usual'],
  texts: ['maxLength', 'maxItems'],
  choices: ['maxItems'],
  table: ['maxItems'],
}

/** One field of a register: its code, titles and kind in a line, its use, and, where that is wished, all the rest. */
export function FieldEditor(props: {
  row: FieldRow
  isFirst: boolean
  isLast: boolean
  isInner?: boolean
  onChange: (row: FieldRow) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const { row, isInner = false, onChange } = props
  const [isOpen, setOpen] = useState(false)
  const name = row.title || row.name
  const set = (part: Partial<FieldRow>) => onChange({ ...row, ...part })
  const kinds = isInner ? KINDS.filter((kind) => !['texts', 'choices', 'table'].includes(kind)) : KINDS
  const flags = isInner ? (['required', 'search'] as const) : FLAGS
  const hasOptions = row.kind === 'options' || row.kind === 'choices'
  return (
    <fieldset className={`registry-field${isInner ? ' inner' : ''}`}>
      <legend>{name || '—'}</legend>
      <div className="registry-field-line">
        <Labelled label={t('exchange.registers.editor.field')}>
          <Input maxLength={40} value={row.name} onChange={({ target }) => set({ name: target.value })} />
        </Labelled>
        <Labelled label={t('exchange.registers.editor.fieldTitle')}>
          <Input maxLength={60} value={row.title} onChange={({ target }) => set({ title: target.value })} />
        </Labelled>
        <Labelled label={t('exchange.registers.editor.fieldTitleEn')}>
          <Input maxLength={60} value={row.titleEn} onChange={({ target }) => set({ titleEn: target.value })} />
        </Labelled>
        <Labelled label={t('exchange.registers.editor.kind')}>
          <Select<Kind>
            value={row.kind}
            options={kinds.map((value) => ({ value, label: t(`exchange.registers.editor.kinds.${value}`) }))}
            onChange={(kind) =>
              set({ kind, flags: row.flags.filter((flag) => flag === 'required' || flag === 'isPrivate') })
            }
          />
        </Labelled>
      </div>
      <div className="registry-flags">
        {flags.map((flag) => (
          <Checkbox
            key={flag}
            checked={row.flags.includes(flag)}
            title={flag === 'isPrivate' ? t('exchange.registers.editor.flagHint.isPrivate') : ''}
            onChange={({ target }) =>
              set({ flags: target.checked ? [...row.flags, flag] : row.flags.filter((one) => one !== flag) })
            }
          >
            {t(`exchange.registers.editor.flag.${flag}`)}
          </Checkbox>
        ))}
        <span>
          <Button type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'exchange.registers.editor.less' : 'exchange.registers.editor.more')}
          </Button>
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={props.isFirst}
            aria-label={t('exchange.registers.editor.up', { name })}
            onClick={() => props.onMove(-1)}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={props.isLast}
            aria-label={t('exchange.registers.editor.down', { name })}
            onClick={() => props.onMove(1)}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('exchange.registers.editor.remove', { name })}
            onClick={props.onRemove}
          />
        </span>
      </div>
      {(hasOptions || isOpen) && (
        <Further row={row} isInner={isInner} hasOptions={hasOptions} isOpen={isOpen} set={set} />
      )}
      {row.kind === 'table' && <InnerFields row={row} set={set} />}
    </fieldset>
  )
}

function Further(props: {
  row: FieldRow
  isInner: boolean
  hasOptions: boolean
  isOpen: boolean
  set: (part: Partial<FieldRow>) => void
}) {
  const { t } = useTranslation()
  const { row, set } = props
  return (
    <>
      {props.hasOptions && (
        <Labelled label={t('exchange.registers.editor.options')}>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 12 }}
            value={row.options}
            onChange={({ target }) => set({ options: target.value })}
          />
        </Labelled>
      )}
      {props.isOpen && (
        <div className="registry-field-line">
          {TYPED[row.kind]
            .filter((typed) => !(props.isInner && typed === 'usual'))
            .map((typed) => (
              <Labelled key={typed} label={t(`exchange.registers.editor.${typed}`)}>
                <Input value={row[typed]} maxLength={500} onChange={({ target }) => set({ [typed]: target.value })} />
                {typed === 'pattern' && <small>{t('exchange.registers.editor.patternHint')}</small>}
              </Labelled>
            ))}
          <Labelled label={t('exchange.registers.editor.descriptionOf')}>
            <Input
              maxLength={500}
              value={row.description}
              onChange={({ target }) => set({ description: target.value })}
            />
          </Labelled>
          <Labelled label={t('exchange.registers.editor.descriptionOfEn')}>
            <Input
              maxLength={500}
              value={row.descriptionEn}
              onChange={({ target }) => set({ descriptionEn: target.value })}
            />
          </Labelled>
        </div>
      )}
    </>
  )
}

/** The fields of a table within an entry. */
function InnerFields({ row, set }: { row: FieldRow; set: (part: Partial<FieldRow>) => void }) {
  const { t } = useTranslation()
  const { rows } = row
  const move = (at: number, by: number) => set({ rows: moved(rows, at, by) })
  return (
    <div style={{ marginTop: '0.6rem' }}>
      {rows.map((inner, at) => (
        <FieldEditor
          key={inner.id}
          row={inner}
          isInner
          isFirst={at === 0}
          isLast={at === rows.length - 1}
          onChange={(next) => set({ rows: rows.map((one) => (one.id === next.id ? next : one)) })}
          onMove={(by) => move(at, by)}
          onRemove={() => set({ rows: rows.filter((one) => one.id !== inner.id) })}
        />
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={() => set({ rows: [...rows, emptyField()] })}>
        {t('exchange.registers.editor.addInner')}
      </Button>
    </div>
  )
}
