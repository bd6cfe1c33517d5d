/* Starts a Python, as two programs do that a Windows Python has beside python.exe:
     py.exe            starts that python.exe, with its words but for the version (py -3.11 …);
     venvlauncher.exe  is copied by venv to .venv\Scripts\python.exe, and starts the python.exe of the folder that
                       .venv\pyvenv.cfg names as `home`, telling it through __PYVENV_LAUNCHER__ where it was asked.
   It is the second where there is a ..\pyvenv.cfg. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#define MOST 32768 /* characters of a path or a command line */

static wchar_t own[MOST], folder[MOST], config[MOST], home[MOST], line[MOST];

/* Cuts a path's last name off, and the separator before it. */
static void cut(wchar_t *path) {
    wchar_t *last = wcsrchr(path, L'\\');
    if (last) *last = 0;
}

/* Reads `home = …` into home; returns whether there is one. */
static int venv(void) {
    FILE *file = _wfopen(config, L"r, ccs=UTF-8");
    int found = 0;
    while (file && !found && fgetws(line, MOST, file)) found = swscanf(line, L"home = %l[^\r\n]", home) == 1;
    if (file) fclose(file);
    return found;
}

/* The command line behind its first word, which may be quoted. */
static const wchar_t *words(void) {
    const wchar_t *rest = GetCommandLineW();
    int quoted = 0;
    for (; *rest && (quoted || (*rest != L' ' && *rest != L'\t')); rest++) quoted ^= *rest == L'"';
    return rest + wcsspn(rest, L" \t");
}

int wmain(void) {
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION process;
    DWORD code = 1;
    const wchar_t *rest = words();

    GetModuleFileNameW(NULL, own, MOST);
    wcscpy(folder, own);
    cut(folder);
    wcscpy(config, folder);
    cut(config);
    wcscat(config, L"\\pyvenv.cfg");
    if (venv()) {
        SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", own);
    } else {
        wcscpy(home, folder);
        if (rest[0] == L'-' && iswdigit(rest[1])) rest += wcscspn(rest, L" \t");
    }
    swprintf(line, MOST, L"\"%ls%ls\" %ls", home, home[wcslen(home) - 1] == L'\\' ? L"python.exe" : L"\\python.exe", rest);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) {
        fwprintf(stderr, L"cannot start %ls\n", line);
        return 1;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}
