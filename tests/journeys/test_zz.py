from PySide6.QtCore import Qt, QEvent, QObject
from PySide6.QtGui import QKeyEvent
def test_x(home, keyboard, mouse, qapp):
    home.furnish().open(); mouse.come_to("session"); home.wait(2)
    class S(QObject):
        def eventFilter(self,o,e):
            if e.type() in (QEvent.Type.KeyPress,QEvent.Type.ShortcutOverride) : print(e.type(), o, e.key())
            return False
    s=S(); qapp.installEventFilter(s)
    sc=home.window.screen_named("session")
    print(keyboard.here, home.clock.steady(), sc._guard.__dict__ if hasattr(sc._guard,'__dict__') else '')
    keyboard.key(Qt.Key.Key_Space)
    print(home.guide.massage._shown.state, sc._guard._last_press, sc._guard._step_came)
    keyboard.key(Qt.Key.Key_Right)
    print(home.guide.massage._shown.state, home.guide.massage._shown.index)
