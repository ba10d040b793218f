# Which folder may include which: our headers by the table, each outside library only at home.
#   cmake -DSRC=<src> -P layers.cmake
cmake_minimum_required(VERSION 3.25)

set(base "")
set(text base)
set(store base text)
set(ui base text)
set(exchange base text store)
set(app base text ui store exchange)
set(screens ${app} app)
set(office ${app} app)
set(platform base text ui)
set(commands base text store ui exchange app screens office platform)
set(main commands)

# pattern=folders
set(HOMES
    "unicode/.*=text"
    "sqlite3\\.h=store" "sodium.*=store"
    "csv\\.h=exchange" "zip\\.h=exchange" "jansson\\.h=exchange" "libical/.*=exchange"
    "xlsxwriter.*=exchange" "cairo.*=exchange" "pango/.*=exchange" "qrencode\\.h=exchange"
    "ini\\.h=app" "threads\\.h=app" "pthread\\.h=app"
    "SDL.*=platform" "hb.*=platform" "espeak-ng/.*=platform" "(\\.\\./)+fonts/.*=platform"
    "argp\\.h=commands main")

set(found 0)
function(complain file line why)
    message(NOTICE "src/${file}: ${line}: ${why}")
    math(EXPR more "${found} + 1")
    set(found ${more} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE FILES RELATIVE ${SRC} ${SRC}/*.c ${SRC}/*.h ${SRC}/*.def)
foreach(file ${FILES})
    string(REGEX REPLACE "(/|\\.c$).*" "" layer ${file})
    file(STRINGS ${SRC}/${file} lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line ${lines})
        string(REGEX REPLACE "^[^\"<]*[\"<]([^\">]*).*" "\\1" name "${line}")
        set(is_placed FALSE)
        foreach(home ${HOMES})
            string(REGEX MATCH "^(.*)=(.*)$" home "${home}")
            string(REPLACE " " ";" folders "${CMAKE_MATCH_2}")
            if(name MATCHES "^${CMAKE_MATCH_1}$")
                set(is_placed TRUE)
                if(NOT layer IN_LIST folders)
                    complain(${file} "${line}" "its home is ${folders}")
                endif()
            endif()
        endforeach()
        if(line MATCHES "\"" AND NOT is_placed)
            string(REGEX REPLACE "/.*" "" folder "${name}")
            if(NOT DEFINED ${layer})
                complain(${file} "${line}" "no such folder in the table")
            elseif(NOT name MATCHES "/")
                complain(${file} "${line}" "write it with its folder")
            elseif(NOT folder IN_LIST ${layer} AND NOT folder STREQUAL layer)
                complain(${file} "${line}" "${layer} may not know ${folder}")
            endif()
        endif()
    endforeach()
endforeach()

list(LENGTH FILES count)
if(count EQUAL 0 OR found GREATER 0)
    message(FATAL_ERROR "${found} wrong includes in ${count} files")
endif()
message(STATUS "${count} files")
