import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedOrganization } from '../../../src/gazetteer/schemas.ts'
import { useMay } from '../access/session.ts'
import { organizationsQuery } from '../gazetteer/api.ts'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { comma } from '../shell/punctuation.ts'
import { useNumber } from '../shell/time.ts'
import { glanceQuery } from './api.ts'
import { Marked } from './Marked.tsx'
import { Notes } from './Notes.tsx'

/** Milliseconds without a key before the server is asked. */
const PAUSE = 60

interface Option {
  key: string
  group: 'documents' | 'units' | 'provisions' | 'formerUnits' | 'all'
  content: ReactNode
  open: () => void
}

/** The box that opens over any page: what is found is shown while one types, and chosen by keyboard. */
export function Glance({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation()
  const field = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [composing, setComposing] = useState(false)
  const [chosen, setChosen] = useState(0)
  useEffect(() => {
    // After the dialog has taken the focus for itself.
    const timer = window.setTimeout(() => field.current?.focus(), 50)
    return () => window.clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (composing) return
    const timer = window.setTimeout(() => setAsked(typed.trim()), PAUSE)
    return () => window.clearTimeout(timer)
  }, [typed, composing])
  const navigate = useNavigate()
  const openAll = () => {
    onLeave()
    void navigate({ to: '/search', search: { q: typed.trim() } })
  }
  const { options, answer, isCurrent, problem } = useOptions(asked, onLeave, openAll)
  const isOfTyped = isCurrent && asked === typed.trim()
  const active = Math.min(chosen, options.length - 1)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && options.length > 0) {
      event.preventDefault()
      const next = (active + step + options.length) % options.length
      setChosen(next)
      document.getElementById(`search-option-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key !== 'Enter') return
    // Typed faster than it is answered: what is shown is still of other words.
    if (isOfTyped) options[active]?.open()
    else if (typed.trim() !== '') openAll()
  }

  return (
    <div className="glance">
      <Input
        ref={field}
        size="large"
        allowClear
        maxLength={200}
        value={typed}
        placeholder={t('search.placeholder')}
        role="combobox"
        aria-label={t('search.placeholder')}
        aria-expanded={options.length > 0}
        aria-controls="search-options"
        aria-activedescendant={options.length > 0 ? `search-option-${active}` : undefined}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={onKeyDown}
      />
      {problem && <ProblemNotice problem={problem} />}
      {answer && <Notes answer={answer} />}
      {asked !== '' && answer && answer.total === 0 && options.length === 0 && (
        <p className="glance-none" role="status">
          {t('search.none')}
        </p>
      )}
      <div id="search-options" role="listbox" aria-label={t('search.results')} className="glance-options">
        {options.map((option, at) => (
          <OptionLine
            key={option.key}
            option={option}
            id={`search-option-${at}`}
            heading={options[at - 1]?.group === option.group ? null : option.group}
            isActive={at === active}
            onPoint={() => setChosen(at)}
          />
        ))}
      </div>
      <p className="glance-keys">{asked === '' ? t('search.beginTodo') : t('search.move')}</p>
    </div>
  )
}

function OptionLine(props: {
  option: Option
  id: string
  heading: Option['group'] | null
  isActive: boolean
  onPoint: () => void
}) {
  const { option, heading } = props
  const { t } = useTranslation()
  return (
    <>
      {heading && heading !== 'all' && <div className="glance-group">{t(`search.${heading}`)}</div>}
      {/* The field keeps the focus and handles the keys; the pointer may choose as well. */}
      <div
        id={props.id}
        role="option"
        tabIndex={-1}
        aria-selected={props.isActive}
        className="glance-option"
        onMouseMove={props.onPoint}
        onMouseDown={(event) => event.preventDefault()}
        onClick={option.open}
        onKeyDown={(event) => event.key === 'Enter' && option.open()}
      >
        {option.content}
      </div>
    </>
  )
}

function useOptions(asked: string, onLeave: () => void, openAll: () => void) {
  const { t } = useTranslation()
  const number = useNumber()
  const navigate = useNavigate()
  const mayUnits = useMay('gazetteer.read')
  const found = useQuery(glanceQuery(asked))
  const bodies = useQuery({ ...organizationsQuery({ q: asked, limit: 3 }), enabled: mayUnits && asked.length > 1 })
  const answer = asked === '' ? undefined : found.data
  const go = (leave: () => unknown) => () => {
    onLeave()
    void leave()
  }
  const options: Option[] = []
  const isCurrent = found.isSuccess && !found.isPlaceholderData
  if (!answer) return { options, answer, isCurrent, problem: asked === '' ? null : found.error }
  for (const { id, title, marks, date } of answer.documents.slice(0, 3))
    options.push({
      key: `d${id}`,
      group: 'documents',
      content: (
        <>
          <b>
            <Marked text={title} marks={marks} />
          </b>
          {date && <small>{date.slice(0, 4)}</small>}
        </>
      ),
      open: go(() => navigate({ to: '/documents/$documentId', params: { documentId: id }, search: {} })),
    })
  const units = asked.length > 1 ? (bodies.data?.items ?? []) : []
  const optionOf = ({ id, name, validTo, holders }: ListedOrganization): Option => ({
    key: `u${id}`,
    group: validTo === null ? 'units' : 'formerUnits',
    content: (
      <>
        <b>{name}</b>
        {validTo !== null && <small>{t('search.until', { day: validTo })}</small>}
        {holders.length > 0 && (
          <span>{t('search.today', { names: holders.map((one) => one.name).join(comma()) })}</span>
        )}
      </>
    ),
    open: go(() => navigate({ to: '/units/$unitId', params: { unitId: id } })),
  })
  options.push(...units.filter(({ validTo }) => validTo === null).map(optionOf))
  for (const { document, address, label, labelMarks, snippet, marks, cut } of answer.items)
    options.push({
      key: `${document.id} ${address}`,
      group: 'provisions',
      content: (
        <>
          <b>{address === null ? t('search.preamble') : <Marked text={label} marks={labelMarks} />}</b>
          <small>{document.title}</small>
          <span>
            {cut[0] && '…'}
            <Marked text={snippet} marks={marks} />
            {cut[1] && '…'}
          </span>
        </>
      ),
      open: go(() =>
        navigate({
          to: '/documents/$documentId',
          params: { documentId: document.id },
          search: address === null ? {} : { at: address },
        }),
      ),
    })
  // What has ended owes nothing and is rarely meant: after what the words are found in.
  options.push(...units.filter(({ validTo }) => validTo !== null).map(optionOf))
  if (answer.total > 0)
    options.push({
      key: 'all',
      group: 'all',
      content: <b>{t('search.all', { count: answer.total, formatted: number(answer.total) })}</b>,
      // Of what is typed by now, even where the count is still of other words.
      open: openAll,
    })
  return { options, answer, isCurrent, problem: found.error }
}
