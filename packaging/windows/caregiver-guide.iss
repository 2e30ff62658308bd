; Not run: nobody has built or installed this yet. It needs a Windows computer, Python 3.11 to 3.14
; and Inno Setup 6.3 or newer.
; SPDX-License-Identifier: GPL-3.0-or-later
;
; In the checkout, in a new environment of its own:
;     python -m pip install -c packaging\constraints.txt -r packaging\build-requirements.txt .
;     python -m caregiver_guide.content.compile
;     python -m PyInstaller --noconfirm --distpath build\packages packaging\caregiver-guide.spec
;     iscc packaging\windows\caregiver-guide.iss
;
; To settle there: an .ico drawn from the icon and given to EXE(icon=...), which of Qt's libraries
; the spec leaves out under their Windows names, a second program with a console for the commands,
; and a signature.

#define Name "Caregiver Guide"
#define Program "caregiver-guide.exe"
#define Version "0.1.0"

[Setup]
AppId={{5C7D4E0B-0A0C-4D53-9E55-6B4C0E0F9A11}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The Caregiver Guide contributors
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
; For one user, so that nobody needs to be an administrator.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
OutputDir=..\..\build\packages
OutputBaseFilename=caregiver-guide-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"

[Files]
Source: "..\..\build\packages\caregiver-guide\*"; DestDir: "{app}"; \
    Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; Files of an older version must not be found by a newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; \
    Flags: nowait postinstall skipifsilent

; The log and the settings are the caregiver's: taking the program away leaves them.
