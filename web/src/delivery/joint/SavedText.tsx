import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { useSession } from '../../access/session.ts'
import { Problem, send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { meetingQuery, useComplain } from './api.ts'
import { keepDraft, readDraft } from './drafts.ts'

/** How long (ms) after the last key a text is sent, and how long until a server that did not answer is asked again. */
const REST = 1200
const RETRY = 8000
/** What the server refused is not sent again before it was changed. */
const NEVER = null

type Facts = Readonly<Record<string, unknown>>

/**
 * A text that saves itself as it is typed. What is not saved yet lies in the browser, so a closed laptop loses nothing;
 * what somebody else saved in the meantime is shown beside one's own, to be brought together.
 */
export function SavedText(props: {
  meetingId: string
  id: string
  label: string
  hint: string
  saved: string
  revision: number
  path: string
  field: 'minutes' | 'discussion'
  theirs: (facts: Facts) => string | undefined
  current: (facts: Facts) => number | undefined
  revisionIn: (answer: MeetingDetail) => number | undefined
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const complain = useComplain()
  const { saved, revision, path, field } = props
  // Of this person and unit: on a shared computer the next one does not go on with another's words.
  const id = `${useSession().data?.membershipId ?? ''}.${props.id}`
  const [wait, setWait] = useState<number | null>(REST)
  const [text, setText] = useState(() => readDraft(id)?.text ?? saved)
  // The revision that the text is of: a text that others change while one types must not take theirs for its own.
  const base = useRef(readDraft(id)?.revision ?? revision)
  // The text that others would have had to change for the two to clash; of a draft that was kept it is not known.
  const began = useRef(readDraft(id) ? undefined : saved)
  const [phase, setPhase] = useState<'saved' | 'unsaved' | 'saving'>(() => (readDraft(id) ? 'unsaved' : 'saved'))
  const [clash, setClash] = useState<{ theirs: string; revision: number }>()
  const sending = useRef(false)

  useEffect(() => {
    if (phase !== 'saved') return
    setText(saved)
    base.current = revision
    began.current = saved
  }, [saved, revision, phase])

  const save = async (words: string, of = base.current) => {
    if (sending.current) return
    sending.current = true
    setPhase('saving')
    try {
      const answer = await send<MeetingDetail>('PATCH', path, { [field]: words }, of)
      base.current = props.revisionIn(answer) ?? of
      began.current = words
      const typedOn = latest.current !== words
      keepDraft(id, typedOn ? { text: latest.current, revision: base.current } : null)
      queries.setQueryData(meetingQuery(props.meetingId).queryKey, answer)
      setPhase(typedOn ? 'unsaved' : 'saved')
      setWait(REST)
    } catch (error) {
      setPhase('unsaved')
      const theirs =
        error instanceof Problem && error.code === 'version_outdated' ? props.theirs(error.facts) : undefined
      const current = error instanceof Problem ? props.current(error.facts) : undefined
      if (theirs === undefined || current === undefined) {
        const isRefused = error instanceof Problem && error.status >= 400 && error.status < 500
        if (wait === REST) complain(error)
        setWait(isRefused ? NEVER : RETRY)
      } else if (theirs === words || theirs === began.current) await retry(words, current)
      else setClash({ theirs, revision: current })
    } finally {
      sending.current = false
    }
  }
  /** Something else of the same thing was changed, not this text. */
  const retry = async (words: string, of: number) => {
    sending.current = false
    base.current = of
    await save(words, of)
  }
  const latest = useRef(text)
  latest.current = text

  useEffect(() => {
    if (phase !== 'unsaved' || clash || wait === NEVER) return
    const timer = setTimeout(() => void save(text), wait)
    return () => clearTimeout(timer)
  })

  return (
    <>
      <label className="field" htmlFor={props.id}>
        {props.label}
        <small className={phase === 'saved' ? '' : 'unsaved'} aria-live="polite">
          {phase !== 'saved' || text ? t(`delivery.joint.meeting.${phase}`) : ''}
        </small>
      </label>
      <Input.TextArea
        id={props.id}
        value={text}
        placeholder={props.hint}
        autoSize={{ minRows: 2, maxRows: 24 }}
        maxLength={100_000}
        onChange={(event) => {
          setText(event.target.value)
          keepDraft(id, { text: event.target.value, revision: base.current })
          setPhase('unsaved')
          setWait(REST)
        }}
        onBlur={() => phase === 'unsaved' && !clash && void save(text)}
      />
      {clash && (
        <MergeDialog
          theirs={clash.theirs}
          mine={text}
          onCancel={() => {
            keepDraft(id, null)
            setText(clash.theirs)
            base.current = clash.revision
            setClash(undefined)
            setPhase('saved')
            void queries.invalidateQueries({ queryKey: meetingQuery(props.meetingId).queryKey })
          }}
          onMerge={(words) => {
            setText(words)
            base.current = clash.revision
            setClash(undefined)
            void save(words, clash.revision)
          }}
        />
      )}
    </>
  )
}

/** Both texts of one passage, to be brought together: nobody's words are lost. */
function MergeDialog(props: { theirs: string; mine: string; onCancel: () => void; onMerge: (words: string) => void }) {
  const { t } = useTranslation()
  const { theirs, mine } = props
  const [words, setWords] = useState(mine.includes(theirs) || !theirs ? mine : `${theirs}\n${mine}`)
  return (
    <FormDialog
      open
      title={t('delivery.joint.meeting.merge')}
      width={760}
      closable={false}
      footer={[
        <Button key="theirs" onClick={props.onCancel}>
          {t('delivery.joint.meeting.mergeTheirs')}
        </Button>,
        <Button key="ok" type="primary" onClick={() => props.onMerge(words)}>
          {t('delivery.joint.meeting.mergeOk')}
        </Button>,
      ]}
    >
      <p>{t('delivery.joint.meeting.mergeLede')}</p>
      <div className="merge-columns">
        <div>
          <b>{t('delivery.joint.meeting.mergeTheirs')}</b>
          <pre>{theirs}</pre>
        </div>
        <div>
          <b>{t('delivery.joint.meeting.mergeMine')}</b>
          <pre>{mine}</pre>
        </div>
      </div>
      <Input.TextArea
        autoFocus
        value={words}
        autoSize={{ minRows: 4, maxRows: 14 }}
        aria-label={t('delivery.joint.meeting.mergeOk')}
        onChange={(event) => setWords(event.target.value)}
      />
    </FormDialog>
  )
}
