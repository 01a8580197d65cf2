import '../styles/main.css'
import { editCaptions } from './captions'
import { editChapters } from './chapters'
import { chooseAll } from './choose'
import { copyOnClick } from './copy'
import { openDialogsByButton, reopenDialogs } from './dialogs'
import { showTheJobInItsDrawing } from './drawings'
import { refuseUselessFiles } from './files'
import { keepFresh } from './fresh'
import { wireHtmx } from './htmx'
import { showPlaceInList } from './list'
import { listenForEvents } from './live'
import { sendFormsOnce } from './once'
import { tellStrength } from './password'
import { showWhereOneIs } from './places'
import { reorderByDragging } from './reorder'
import { replaceInPieces } from './replace'
import { saveInPlace } from './save'
import { chooseAtOnce, showStills } from './stills'
import { suggestWhileTyping } from './suggest'
import { wireTabs } from './tabs'
import { switchThemeInPlace } from './theme'
import { keepTimesFresh, tellTimes } from './times'
import { showToastsWhenAsked } from './toasts'
import { askBeforeLeaving } from './unsaved'
import { openTheUploads } from './upload'
import { showFilms } from './watch'
import { gainWhatIsWhole } from './whole'
import { tellZone } from './zone'

/** What each new piece of the page needs, whether it came with the page or by htmx. */
function enhance(root: ParentNode): void {
  wireTabs(root)
  tellTimes(root)
  listenForEvents(root)
  tellStrength(root)
  tellZone(root)
  reopenDialogs(root)
  showTheJobInItsDrawing(root)
  suggestWhileTyping(root)
  reorderByDragging(root)
  keepFresh(root, enhance)
  chooseAll(root)
  showStills(root)
  chooseAtOnce(root)
  replaceInPieces(root)
  showFilms(root)
  showPlaceInList(root)
  editCaptions(root)
  editChapters(root)
  showWhereOneIs(root)
}

switchThemeInPlace()
openDialogsByButton()
copyOnClick()
saveInPlace()
refuseUselessFiles()
showToastsWhenAsked()
wireHtmx(enhance)
// After the islands that answer a submit themselves: a form they stopped is not being sent.
sendFormsOnce()
askBeforeLeaving()
keepTimesFresh()
gainWhatIsWhole()
enhance(document)
openTheUploads()
