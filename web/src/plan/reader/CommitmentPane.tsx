import { CheckOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { App, Button, Segmented } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, Provision } from '../../../../src/plan/schemas.ts'
import { QuietState } from '../../shell/states.tsx'
import { deservesLook, mayBeConfirmed } from '../words.tsx'
import { type CardAct, CommitmentCard } from './CommitmentCard.tsx'
import { CommitmentColumn } from './CommitmentColumn.tsx'
import { type Command, neighbour } from './keyboard.ts'
import { type OpenDialog, PaneDialogs } from './PaneDialogs.tsx'
import type { PickedSpan } from './SpanPicker.tsx'
import { useActs } from './useActs.tsx'
import { useBulk, useSelection } from './useBulk.ts'
import { useKeys } from './useKeys.ts'

type Shown = 'all' | 'waiting' | 'confirmed'

/** The commitments of a document with all that a person may do to them, by pointer and by key. */
export function CommitmentPane(props: {
  documentId: string
  items: readonly Commitment[]
  provisions: readonly Provision[]
  chosen: string | undefined
  reading: { provision: string; start: number }
  held: () => boolean
  mayConfirm: boolean
  version: number
  onPick: (item: Commitment) => Promise<PickedSpan | undefined>
  onChoose: (id: string | undefined) => void
  onHover: (id: string | undefined) => void
  onGo: (address: string) => void
}) {
  const { items, chosen, mayConfirm, onChoose, reading } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, confirmAll, undo, saving } = useActs(props.documentId)
  const [shown, setShown] = useState<Shown>('all')
  const { selected, toggle, clear } = useSelection()
  const { askConfirmAll, confirmProvision, confirmChapter } = useBulk(props, confirmAll, clear)
  const [open, setOpen] = useState<OpenDialog>()

  const kept = shown === 'waiting' ? chosen : undefined // what one is at work on does not vanish under the hand
  const listed = useMemo(
    () =>
      items.filter((item) => {
        if (item.state === 'replaced') return false
        if (shown === 'waiting') return deservesLook(item) || item.id === kept
        if (shown === 'confirmed') return item.state === 'confirmed'
        return true
      }),
    [items, shown, kept],
  )
  const byId = useCallback((id: string | undefined) => items.find((item) => item.id === id), [items])
  const openItem = open && 'id' in open ? byId(open.id) : undefined
  const close = useCallback(() => setOpen(undefined), [])
  const chosenItems = items.filter(({ id }) => selected.has(id))

  const confirm = useCallback(
    (item: Commitment) => {
      onChoose(neighbour(listed, item.id, 1))
      void act({ kind: 'confirm', id: item.id, revision: item.revision }, t('reader.confirmedOne'))
    },
    [act, listed, onChoose, t],
  )
  const onAct = useCallback(
    (what: CardAct, item: Commitment) => {
      if (what === 'confirm') confirm(item)
      else if (what === 'select') toggle(item.id)
      else setOpen({ what, id: item.id })
    },
    [confirm, toggle],
  )

  /** The first listed commitment that the reader has not passed yet. */
  const here = () => {
    const at = listed.findIndex(({ span }) => span[1] > reading.start)
    return at === -1 ? listed.length : at
  }
  const onCommand = (command: Command) => {
    const item = byId(chosen)
    if (command === 'next') onChoose(neighbour(listed, chosen, 1, { from: here() }))
    else if (command === 'previous') onChoose(neighbour(listed, chosen, -1, { from: here() }))
    else if (command === 'nextWaiting') onChoose(neighbour(listed, chosen, 1, { wanted: deservesLook, from: here() }))
    else if (command === 'help') setOpen({ what: 'keys' })
    else if (command === 'leave') selected.size > 0 ? clear() : onChoose(undefined)
    else if (command === 'history' && item) setOpen({ what: 'history', id: item.id })
    else if (!mayConfirm) void message.info(t('reader.readOnly'))
    else if (command === 'undo') void undo()
    else if (command === 'merge') merge()
    else if (command === 'confirmProvision') selected.size > 0 ? confirmSelected() : confirmProvision(item)
    else if (!item) void message.info(t('reader.chooseFirst'))
    else if (command === 'confirm') mayBeConfirmed(item) && confirm(item)
    else if (command === 'select') toggle(item.id)
    else if (command === 'edit' || command === 'reject' || command === 'split') setOpen({ what: command, id: item.id })
  }
  useKeys(onCommand)

  const confirmSelected = () => askConfirmAll(chosenItems, t('reader.theSelection'))
  const merge = () => {
    if (selected.size < 2) void message.info(t('reader.selectTwo'))
    else setOpen({ what: 'merge' })
  }

  return (
    <div className="pane">
      <div className="pane-head no-print">
        <Segmented<Shown>
          size="small"
          value={shown}
          onChange={setShown}
          options={(['all', 'waiting', 'confirmed'] as const).map((value) => ({
            value,
            label: t(`reader.show.${value}`),
          }))}
        />
        <Button
          type="text"
          size="small"
          icon={<QuestionCircleOutlined />}
          aria-label={t('keys.title')}
          onClick={() => setOpen({ what: 'keys' })}
        />
      </div>
      {listed.length === 0 ? (
        <QuietState title={t('reader.noCommitments')}>{t('reader.noCommitmentsLede')}</QuietState>
      ) : (
        <CommitmentColumn
          items={listed}
          chosen={chosen}
          reading={reading}
          held={props.held}
          onGo={props.onGo}
          drawItem={(item) => (
            <CommitmentCard
              item={item}
              chosen={item.id === chosen}
              selected={selected.has(item.id)}
              saving={saving.has(item.id)}
              mayConfirm={mayConfirm}
              onChoose={onChoose}
              onHover={props.onHover}
              onAct={onAct}
            />
          )}
          drawProvisionActions={(group) =>
            mayConfirm && group.some(deservesLook) ? (
              <Button
                size="small"
                type="text"
                className="no-print"
                icon={<CheckOutlined />}
                onClick={() => askConfirmAll(group, group[0]?.provision.label ?? '')}
              >
                {t('reader.confirmGroup')}
              </Button>
            ) : null
          }
        />
      )}
      {mayConfirm && (
        <div className="pane-foot no-print">
          {selected.size > 0 ? (
            <>
              <span>{t('reader.selected', { count: selected.size })}</span>
              <Button size="small" type="primary" onClick={confirmSelected}>
                {t('reader.confirm')}
              </Button>
              <Button size="small" disabled={selected.size < 2} onClick={merge}>
                {t('reader.merge')}
              </Button>
              <Button size="small" type="text" onClick={() => clear()}>
                {t('shell.cancel')}
              </Button>
            </>
          ) : (
            <Button size="small" type="text" onClick={confirmChapter}>
              {t('reader.confirmChapter')}
            </Button>
          )}
        </div>
      )}
      <PaneDialogs
        open={open}
        item={openItem}
        selected={chosenItems}
        busy={openItem ? saving.has(openItem.id) : false}
        act={act}
        version={props.version}
        onPick={props.onPick}
        onClose={close}
        onChoose={onChoose}
        onRejecting={(item) => onChoose(neighbour(listed, item.id, 1))}
        onMerged={clear}
      />
    </div>
  )
}
